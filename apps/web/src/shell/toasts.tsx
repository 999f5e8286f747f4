import { Toast } from '@base-ui/react/toast'
import type { ReactNode } from 'react'
import { CloseIcon } from './icons.js'

type ToastManager = ReturnType<typeof Toast.createToastManager>

const ToastList = (): ReactNode => {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={['down', 'right']}>
      <Toast.Content className="toast-content">
        <div className="toast-texts">
          <Toast.Title className="toast-title" />
          <Toast.Description className="toast-description" dir="auto" />
        </div>
        <Toast.Action className="button toast-action" />
        <Toast.Close className="icon-button" aria-label="Dismiss">
          <CloseIcon />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}

/** What has just happened, and its undoing; F6 leads there from the keyboard. */
export const Toasts = ({ manager }: { readonly manager: ToastManager }): ReactNode => (
  <Toast.Provider toastManager={manager} limit={3}>
    <Toast.Portal>
      <Toast.Viewport className="toast-viewport">
        <ToastList />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
)

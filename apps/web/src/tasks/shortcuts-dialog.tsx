import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { CloseIcon } from '../shell/icons.js'
import { useStore } from '../shell/store.js'
import { areShortcutsOn, shortcuts } from './shortcuts.js'

interface ShortcutsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Lists the keys, and switches them off for whom they are in the way. */
export const ShortcutsDialog = ({ isOpen, onClose }: ShortcutsDialogProps): ReactNode => {
  const areOn = useStore(areShortcutsOn)
  return (
    <Dialog.Root open={isOpen} onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">Keyboard shortcuts</Dialog.Title>
          <Dialog.Close className="icon-button dialog-close" aria-label="Close">
            <CloseIcon />
          </Dialog.Close>
          <dl className="shortcuts" data-off={!areOn}>
            {shortcuts.map(([key, deed]) => (
              <div className="shortcut" key={key}>
                <dt>{deed}</dt>
                <dd>
                  <kbd>{key}</kbd>
                </dd>
              </div>
            ))}
          </dl>
          <label className="option">
            <input
              type="checkbox"
              className="option-input"
              checked={areOn}
              onChange={(event) => areShortcutsOn.set(event.target.checked)}
            />
            Use single keys as shortcuts
          </label>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

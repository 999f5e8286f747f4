import { Toast } from '@base-ui/react/toast'
import { QueryClient } from '@tanstack/react-query'
import { newTaskId, type Tasks } from '@taskport/client'
import { isPassing, isSessionExpired, reasonOf } from '../api/failure.js'
import { openTasks } from '../api/taskport.js'
import { type Expiry, watchExpiry } from '../session/expiry.js'
import type { Person } from '../session/session.js'
import { createKeptStore } from '../shell/kept-store.js'
import { createStore, type Store } from '../shell/store.js'
import { type Editing, editingOf, isEditingOrNull } from './editing.js'
import { type Outbox, openOutbox } from './outbox.js'
import { sendChange, TextsConflict } from './send-change.js'
import type { TaskChange, TaskTexts } from './task-change.js'
import { createTaskLibrary, type TaskLibrary } from './task-library.js'

/** An edit that somebody else's edit stands against. */
export interface Dispute {
  readonly change: TaskChange & { readonly kind: 'edit' }
  readonly conflict: TextsConflict
}

/** What is typed into the field for a new task, and why it was not taken. */
export interface NewTaskDraft {
  readonly title: string
  readonly refusal: string | null
}

/** All that one signed-in person works with. */
export interface Workspace {
  readonly person: Person
  readonly queryClient: QueryClient
  readonly tasks: Tasks
  readonly library: TaskLibrary
  readonly expiry: Expiry
  readonly outbox: Outbox
  readonly editing: Store<Editing | null>
  readonly disputes: Store<readonly Dispute[]>
  readonly draft: Store<NewTaskDraft>
  /** The task that was deleted last, to be brought back by a key. */
  readonly lastRemoved: Store<{ readonly id: string; readonly title: string } | null>
  readonly toasts: ReturnType<typeof Toast.createToastManager>
  /** Forgets everything but what waits to be sent, which is sent when the person is back. */
  close(): void
}

const emptyDraft: NewTaskDraft = { title: '', refusal: null }

const isDraft = (value: unknown): value is NewTaskDraft =>
  typeof value === 'object' &&
  value !== null &&
  'title' in value &&
  typeof value.title === 'string' &&
  'refusal' in value &&
  (value.refusal === null || typeof value.refusal === 'string')

const named = (title: string): string => `“${title.length > 40 ? `${title.slice(0, 39)}…` : title}”`

const failedTo: Readonly<Record<TaskChange['kind'], string>> = {
  create: 'was not added',
  edit: 'was not saved',
  finish: 'was not changed',
  remove: 'was not deleted',
  restore: 'was not restored',
}

/** Tells why a change was refused, and gives back what was typed. */
const refusalTeller =
  (
    { library, editing, disputes, draft, toasts }: Omit<Workspace, 'outbox' | 'close'>,
    send: (change: TaskChange) => void,
  ) =>
  (change: TaskChange, error: unknown): void => {
    if (error instanceof TextsConflict && change.kind === 'edit') {
      library.learn([error.current])
      disputes.set([...disputes.get(), { change, conflict: error }])
      return
    }
    const reason = reasonOf(error)
    const texts: TaskTexts | null = change.kind === 'create' || change.kind === 'edit' ? change.texts : null
    const title = texts?.title ?? library.find(change.id)?.title ?? 'The task'
    if (change.kind === 'create' && change.texts.description === null && draft.get().title === '') {
      draft.set({ title: change.texts.title, refusal: reason })
    }
    const task = library.find(change.id)
    if (change.kind === 'edit' && task !== null && task.deletedAt === null && editing.get() === null) {
      editing.set({
        ...editingOf(task, change.seen),
        ...change.texts,
        description: change.texts.description ?? '',
        refusal: reason,
      })
    }
    toasts.add({
      title: `${named(title)} ${failedTo[change.kind]}`,
      description: reason,
      priority: 'high',
      timeout: 10_000,
      ...(change.kind === 'edit' && texts !== null && (task === null || task.deletedAt !== null)
        ? {
            actionProps: {
              children: 'Add as a new task',
              onClick: () => send({ kind: 'create', id: newTaskId(), texts }),
            },
          }
        : {}),
    })
  }

/** Opens a person's workspace. */
export const openWorkspace = (person: Person): Workspace => {
  const queryClient = new QueryClient({
    defaultOptions: {
      // Every call of the client tries again by itself, and the feed of changes keeps what was read fresh.
      queries: {
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
      },
    },
  })
  queryClient.mount()
  const tasks = openTasks(person.id)
  const expiry = watchExpiry(isSessionExpired)
  const library = createTaskLibrary(queryClient)
  const parts = {
    person,
    queryClient,
    tasks,
    library,
    expiry,
    editing: createKeptStore(`taskport.editing.${person.id}`, null, isEditingOrNull),
    disputes: createStore<readonly Dispute[]>([]),
    draft: createKeptStore(`taskport.draft.${person.id}`, emptyDraft, isDraft),
    lastRemoved: createStore<{ readonly id: string; readonly title: string } | null>(null),
    toasts: Toast.createToastManager(),
  }
  const outbox = openOutbox({
    queryClient,
    deliver: (change) => expiry.patiently(() => sendChange(tasks, change, library.find(change.id))),
    isPassing,
    onDelivered: (task) => library.learn([task]),
    onRefused: refusalTeller(parts, (change) => outbox.send(change)),
    storage: sessionStorage,
    storageKey: `taskport.outbox.${person.id}`,
  })
  const close = () => {
    outbox.close()
    queryClient.clear()
    queryClient.unmount()
  }
  return { ...parts, outbox, close }
}

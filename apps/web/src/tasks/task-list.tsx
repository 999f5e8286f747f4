import { type ReactNode, useRef } from 'react'
import { announce } from '../shell/announcer.js'
import { useStore } from '../shell/store.js'
import { EmptyList } from './empty-list.js'
import { LoadingList } from './loading-list.js'
import { MoreTasks } from './more-tasks.js'
import { NotLoadedList } from './not-loaded-list.js'
import { TaskEditor } from './task-editor.js'
import { TaskRow } from './task-row.js'
import type { TaskView } from './task-view.js'
import { TrashRow } from './trash-row.js'
import { UnreadableList } from './unreadable-list.js'
import { useCountTold } from './use-count-told.js'
import { useFocusKeeper } from './use-focus-keeper.js'
import { useOnline } from './use-online.js'
import { useTaskActions } from './use-task-actions.js'
import { useTaskList } from './use-task-list.js'
import type { ChangeView } from './use-view.js'
import { useWorkspace } from './workspace-context.js'

interface TaskListProps {
  readonly view: TaskView
  readonly onChangeView: ChangeView
}

/** The tasks of a view, with what there is instead of them while there are none. */
export const TaskList = ({ view, onChangeView }: TaskListProps): ReactNode => {
  const { editing, library } = useWorkspace()
  const { shown, isKept, isPending, isError, error, refetch, isPlaceholderData, hasNextPage, ...query } =
    useTaskList(view)
  const isOnline = useOnline()
  const actions = useTaskActions()
  const edited = useStore(editing)
  const list = useRef<HTMLUListElement>(null)
  useFocusKeeper(list)
  useCountTold(view, shown.length, hasNextPage, isKept || (query.isSuccess && !isPlaceholderData))

  if (!isKept && (isPending || (isPlaceholderData && shown.length === 0))) return <LoadingList />
  if (isError && isOnline && shown.length === 0) {
    return <UnreadableList error={error} onRetry={() => void refetch()} />
  }

  const isTrash = view.place === 'trash'
  // What is being written stays in sight, also when its task is not of this view, or has been deleted elsewhere.
  const isElsewhere = edited !== null && !isTrash && !shown.some(({ task }) => task.id === edited.id)

  return (
    <div className="list-frame" data-stale={isPlaceholderData && !isKept}>
      {isElsewhere && (
        <div className="task task-elsewhere">
          <TaskEditor editing={edited} current={library.find(edited.id)} />
        </div>
      )}
      {shown.length === 0 && isKept ? (
        <NotLoadedList view={view} onChangeView={onChangeView} />
      ) : shown.length === 0 && !hasNextPage ? (
        <EmptyList view={view} onChangeView={onChangeView} />
      ) : (
        <ul className="task-list" aria-label={isTrash ? 'Deleted tasks' : 'Tasks'} ref={list}>
          {shown.map(({ task, isUnsent }) =>
            isTrash ? (
              <TrashRow key={task.id} task={task} isUnsent={isUnsent} onRestore={actions.restore} />
            ) : (
              <TaskRow
                key={task.id}
                task={task}
                isUnsent={isUnsent}
                editing={edited?.id === task.id ? edited : null}
                actions={actions}
              />
            ),
          )}
        </ul>
      )}
      {isKept && shown.length > 0 && (
        <p className="list-note">
          {shown.every(({ isUnsent }) => isUnsent)
            ? 'This is what waits to be sent.'
            : 'This is what was loaded before.'}{' '}
          The rest comes when the connection is back.
        </p>
      )}
      {hasNextPage && !isKept && (
        <MoreTasks
          isLoading={query.isFetchingNextPage}
          hasFailed={query.isFetchNextPageError}
          onLoad={() => {
            void query.fetchNextPage().then(() => announce('More tasks were loaded'))
          }}
        />
      )}
    </div>
  )
}

export { inMemoryPorts } from './in-memory-ports.js'
export { inMemoryTasks } from './in-memory-tasks.js'
export { sequentialTaskIds } from './sequential-task-ids.js'
export { steppingClock } from './stepping-clock.js'

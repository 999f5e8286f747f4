/** Another living process serves its database from this directory; nothing was touched. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse'

  /** @param directory absolute path, as configured */
  constructor(directory: string) {
    super(
      `Another process keeps its database in ${directory}. ` +
        'Stop that process, or choose another directory with TASKPORT_DATA_DIR.',
    )
  }
}

/** Version of the shape of the report object, not of the program. */
export const SCHEMA_VERSION = 1

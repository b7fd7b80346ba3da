// Types of messages that a server sends in the PostgreSQL protocol, version 3.
export const BACKEND_KEY_DATA = 75; // K
export const COMMAND_COMPLETE = 67; // C
export const COPY_IN_RESPONSE = 71; // G
export const DATA_ROW = 68; // D
export const EMPTY_QUERY_RESPONSE = 73; // I
export const ERROR_RESPONSE = 69; // E
export const NOTICE_RESPONSE = 78; // N
export const NOTIFICATION_RESPONSE = 65; // A
export const PARAMETER_STATUS = 83; // S
export const PARSE_COMPLETE = 49; // 1
export const READY_FOR_QUERY = 90; // Z
export const ROW_DESCRIPTION = 84; // T

// What a client sends in the PostgreSQL protocol, version 3.

/** A text of statements without parameters. */
export function queryMessage(sql: string): Uint8Array {
  return message("Q", [text(sql)]);
}

/** One statement with its parameters: prepared under a name (none: the unnamed statement) unless it is, bound, described, executed. */
export function extendedMessages(
  name: string,
  sql: string | undefined,
  params: readonly (string | null)[],
): Uint8Array {
  const values = [text(""), text(name), int16(0), int16(params.length)];
  for (const param of params) {
    if (param === null) values.push(int32(-1));
    else {
      const bytes = Buffer.from(param);
      values.push(int32(bytes.length), bytes);
    }
  }
  values.push(int16(0));
  return Buffer.concat([
    ...(sql === undefined ? [] : [message("P", [text(name), text(sql), int16(0)])]),
    message("B", values),
    message("D", [Buffer.from("P"), text("")]),
    message("E", [text(""), int32(0)]),
    message("S", []),
  ]);
}

function message(type: string, parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, each) => sum + each.length, 4);
  return Buffer.concat([Buffer.from(type), int32(length), ...parts]);
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/**
 * TableFormat, how `fluvio consume` lays out a table (Fluvio: `fluvio-controlplane-metadata/src/tableformat/`).
 *
 *     spec    name string · input_format option(u8) · columns option(vec(column)) · smartmodule option(string)
 *     column  header_label option(string) · width option(string) · alignment option(u8) · key_path string
 *             · format option(string) · display option(bool) · primary_key option(bool)
 *             · header_bg_color option(u8) · header_text_color option(u8)
 *     status  resolution u8 · reason option(string)
 */
import { type Reader, readBool, readString, readTag } from '../reader.js';
import { type Writer, writeBool, writeString, writeTag } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';

const INPUT_FORMATS = ['json'] as const;
const ALIGNMENTS = ['left', 'right', 'center'] as const;
const COLORS = ['blue', 'yellow', 'green'] as const;
const RESOLUTIONS = ['init', 'invalid', 'running', 'pending', 'failed'] as const;

export interface TableFormatSpec {
  readonly name: string;
  readonly inputFormat: (typeof INPUT_FORMATS)[number] | null;
  readonly columns: readonly TableFormatColumn[] | null;
  readonly smartmodule: string | null;
}

export interface TableFormatColumn {
  readonly headerLabel: string | null;
  readonly width: string | null;
  readonly alignment: (typeof ALIGNMENTS)[number] | null;
  readonly keyPath: string;
  readonly format: string | null;
  readonly display: boolean | null;
  readonly primaryKey: boolean | null;
  readonly headerBgColor: TableFormatColor | null;
  readonly headerTextColor: TableFormatColor | null;
}

export type TableFormatColor = (typeof COLORS)[number];

export interface TableFormatStatus {
  readonly resolution: (typeof RESOLUTIONS)[number];
  readonly reason: string | null;
}

export const tableFormatCodec: ObjectCodec<TableFormatSpec, TableFormatStatus> = {
  encodeSpec(writer: Writer, spec: TableFormatSpec, version: number): void {
    writer.string(spec.name);
    encodeOptionalTag(writer, spec.inputFormat, INPUT_FORMATS);
    writer.option(spec.columns, (to, columns) => to.vec(columns, encodeColumn, version), version);
    writer.option(spec.smartmodule, writeString, version);
  },

  decodeSpec(reader: Reader, version: number): TableFormatSpec {
    return {
      name: reader.string(),
      inputFormat: decodeOptionalTag(reader, INPUT_FORMATS, 'data format'),
      columns: reader.option((from) => from.vec(decodeColumn, version), version),
      smartmodule: reader.option(readString, version),
    };
  },

  encodeStatus(writer: Writer, status: TableFormatStatus, version: number): void {
    writeTag(writer, status.resolution, RESOLUTIONS);
    writer.option(status.reason, writeString, version);
  },

  decodeStatus(reader: Reader, version: number): TableFormatStatus {
    return {
      resolution: readTag(reader, RESOLUTIONS, 'table format resolution'),
      reason: reader.option(readString, version),
    };
  },
};

function encodeColumn(writer: Writer, column: TableFormatColumn, version: number): void {
  writer.option(column.headerLabel, writeString, version);
  writer.option(column.width, writeString, version);
  encodeOptionalTag(writer, column.alignment, ALIGNMENTS);
  writer.string(column.keyPath);
  writer.option(column.format, writeString, version);
  writer.option(column.display, writeBool, version);
  writer.option(column.primaryKey, writeBool, version);
  encodeOptionalTag(writer, column.headerBgColor, COLORS);
  encodeOptionalTag(writer, column.headerTextColor, COLORS);
}

function decodeColumn(reader: Reader, version: number): TableFormatColumn {
  return {
    headerLabel: reader.option(readString, version),
    width: reader.option(readString, version),
    alignment: decodeOptionalTag(reader, ALIGNMENTS, 'alignment'),
    keyPath: reader.string(),
    format: reader.option(readString, version),
    display: reader.option(readBool, version),
    primaryKey: reader.option(readBool, version),
    headerBgColor: decodeOptionalTag(reader, COLORS, 'color'),
    headerTextColor: decodeOptionalTag(reader, COLORS, 'color'),
  };
}

function encodeOptionalTag<N extends string>(writer: Writer, value: N | null, names: readonly N[]): void {
  writer.option(value, (to, name) => writeTag(to, name, names), 0);
}

function decodeOptionalTag<N extends string>(reader: Reader, names: readonly N[], what: string): N | null {
  return reader.option((from) => readTag(from, names, what), 0);
}

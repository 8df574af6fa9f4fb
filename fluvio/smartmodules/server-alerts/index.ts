/**
 * `server-alerts`: of server metrics those that breach a threshold (reach it, as everywhere here), as a small object:
 * server, time, and each metric that does with its value: `{"server_id":"eu-1","timestamp":"…","cpu_load":97.5}`.
 */
export { alloc } from "../abi/memory";
import * as json from "../abi/json";
import { closeParameters, numberParameter, openParameters } from "../abi/parameters";
import { filterMapRecords, outputParameter } from "../abi/select";

const CPU_LOAD = "parameter cpu_load=90~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~;";
const MEMORY_USAGE = "parameter memory_usage=90~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~;";
const LATENCY = "parameter latency=200~~~~~~~~~~~~~~~~~~~~~~~~~~~~~;";
/** Bytes of all names, and of the marks around them. */
const NAMES: i32 = 128;
const NOT_SELECTED: i32 = -1;

let cpuLoadFrom: f64 = 0;
let memoryUsageFrom: f64 = 0;
let latencyFrom: f64 = 0;

// Values of members as they stand in the event, [start, end); a start of 0 for one that is not to be shown.
let server: usize = 0;
let serverEnd: usize = 0;
let time: usize = 0;
let timeEnd: usize = 0;
let cpuLoad: usize = 0;
let cpuLoadEnd: usize = 0;
let memoryUsage: usize = 0;
let memoryUsageEnd: usize = 0;
let latency: usize = 0;
let latencyEnd: usize = 0;

export function init(at: usize, length: i32, version: i32): i32 {
  openParameters(at, length);
  cpuLoadFrom = numberParameter(CPU_LOAD);
  memoryUsageFrom = numberParameter(MEMORY_USAGE);
  latencyFrom = numberParameter(LATENCY);
  outputParameter();
  return closeParameters();
}

export function filter_map(at: usize, length: i32, version: i32): i32 {
  return filterMapRecords(at, length, version, alertOf, NAMES);
}

function alertOf(at: usize, length: i32, out: usize): i32 {
  if (!readSample(at, length)) return NOT_SELECTED;
  let end = putMember(out, "{\"server_id\":", server, serverEnd);
  end = putMember(end, ",\"timestamp\":", time, timeEnd);
  end = putMember(end, ",\"cpu_load\":", cpuLoad, cpuLoadEnd);
  end = putMember(end, ",\"memory_usage\":", memoryUsage, memoryUsageEnd);
  end = putMember(end, ",\"latency\":", latency, latencyEnd);
  store<u8>(end, 0x7d);
  return <i32>(end + 1 - out);
}

/** Whether it is a sample of a server, with a breach. */
function readSample(at: usize, length: i32): bool {
  server = time = cpuLoad = memoryUsage = latency = 0;
  json.openObject(at, length);
  while (json.nextMember()) {
    const value = json.valueAt;
    const end = json.valueEnd;
    if (json.isKey("server_id")) {
      server = json.isString() ? value : 0;
      serverEnd = end;
    } else if (json.isKey("timestamp")) {
      time = json.isString() ? value : 0;
      timeEnd = end;
    } else if (json.isKey("cpu_load")) {
      cpuLoad = json.numberValue() >= cpuLoadFrom ? value : 0;
      cpuLoadEnd = end;
    } else if (json.isKey("memory_usage")) {
      memoryUsage = json.numberValue() >= memoryUsageFrom ? value : 0;
      memoryUsageEnd = end;
    } else if (json.isKey("latency")) {
      latency = json.numberValue() >= latencyFrom ? value : 0;
      latencyEnd = end;
    }
  }
  return json.closeObject() && server != 0 && time != 0 && (cpuLoad | memoryUsage | latency) != 0;
}

/** Writes a member with its value as it is; nothing when there is none. Returns where the next one goes. */
function putMember(at: usize, name: string, value: usize, valueEnd: usize): usize {
  if (value == 0) return at;
  for (let i = 0; i < name.length; i++) store<u8>(at++, <u8>name.charCodeAt(i));
  const length = valueEnd - value;
  memory.copy(at, value, length);
  return at + length;
}

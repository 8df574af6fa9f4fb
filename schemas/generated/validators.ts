// Generated from the schemas by `npm run generate:schemas`; do not edit.
// @ts-nocheck
import { codePoints } from '../code-points.js';
import { formats } from '../formats.js';

export const playerEvents = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"player-events","title":"PlayerEvent","description":"What a player does in a level.","type":"object","additionalProperties":false,"required":["player_id","session_id","event_type","level_id","map_id","timestamp"],"properties":{"player_id":{"$ref":"#/definitions/name"},"session_id":{"$ref":"#/definitions/name"},"event_type":{"type":"string","enum":["move","interaction","level_complete"]},"level_id":{"$ref":"#/definitions/name"},"map_id":{"$ref":"#/definitions/name"},"timestamp":{"$ref":"#/definitions/time"},"event_id":{"$ref":"#/definitions/event_id"}},"definitions":{"name":{"type":"string","minLength":1,"maxLength":128},"time":{"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35},"event_id":{"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64}}};
const schema12 = {"type":"string","minLength":1,"maxLength":128};
const schema16 = {"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35};
const schema17 = {"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64};
const func0 = Object.prototype.hasOwnProperty;
const func52 = codePoints;
const formats0 = formats.timestamp;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="player-events" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.player_id === undefined) || (!(func0.call(data, "player_id")))) && (missing0 = "player_id")) || (((data.session_id === undefined) || (!(func0.call(data, "session_id")))) && (missing0 = "session_id"))) || (((data.event_type === undefined) || (!(func0.call(data, "event_type")))) && (missing0 = "event_type"))) || (((data.level_id === undefined) || (!(func0.call(data, "level_id")))) && (missing0 = "level_id"))) || (((data.map_id === undefined) || (!(func0.call(data, "map_id")))) && (missing0 = "map_id"))) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing0 = "timestamp"))){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "player_id") || (key0 === "session_id")) || (key0 === "event_type")) || (key0 === "level_id")) || (key0 === "map_id")) || (key0 === "timestamp")) || (key0 === "event_id"))){
validate10.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.player_id !== undefined && func0.call(data, "player_id")){
let data0 = data.player_id;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(data0.length < 1){
validate10.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data0.length > 128 && func52(data0) > 128){
validate10.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.session_id !== undefined && func0.call(data, "session_id")){
let data1 = data.session_id;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data1 === "string"){
if(data1.length < 1){
validate10.errors = [{instancePath:instancePath+"/session_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data1.length > 128 && func52(data1) > 128){
validate10.errors = [{instancePath:instancePath+"/session_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/session_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.event_type !== undefined && func0.call(data, "event_type")){
let data2 = data.event_type;
const _errs8 = errors;
if(typeof data2 !== "string"){
validate10.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/properties/event_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data2 === "move") || (data2 === "interaction")) || (data2 === "level_complete"))){
validate10.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/properties/event_type/enum",keyword:"enum",params:{allowedValues: schema11.properties.event_type.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.level_id !== undefined && func0.call(data, "level_id")){
let data3 = data.level_id;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data3 === "string"){
if(data3.length < 1){
validate10.errors = [{instancePath:instancePath+"/level_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data3.length > 128 && func52(data3) > 128){
validate10.errors = [{instancePath:instancePath+"/level_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/level_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.map_id !== undefined && func0.call(data, "map_id")){
let data4 = data.map_id;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data4 === "string"){
if(data4.length < 1){
validate10.errors = [{instancePath:instancePath+"/map_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data4.length > 128 && func52(data4) > 128){
validate10.errors = [{instancePath:instancePath+"/map_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/map_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data5 = data.timestamp;
const _errs16 = errors;
const _errs17 = errors;
if(errors === _errs17){
if(errors === _errs17){
if(typeof data5 === "string"){
if(!(formats0(data5))){
validate10.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data5.length > 35 && func52(data5) > 35){
validate10.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data6 = data.event_id;
const _errs19 = errors;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data6 === "string"){
if(data6.length < 1){
validate10.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data6.length > 64 && func52(data6) > 64){
validate10.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}

export const purchaseEvents = validate11;
const schema18 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"purchase-events","title":"PurchaseEvent","description":"A player buys an item.","type":"object","additionalProperties":false,"required":["player_id","item_id","price","currency","purchase_timestamp","ip_address"],"properties":{"player_id":{"$ref":"#/definitions/name"},"item_id":{"$ref":"#/definitions/name"},"price":{"type":"number","minimum":0,"maximum":1000000000},"currency":{"description":"Three capital letters; no list of currencies is checked.","type":"string","pattern":"^[A-Z]{3}$","maxLength":3},"purchase_timestamp":{"$ref":"#/definitions/time"},"ip_address":{"$ref":"#/definitions/ip"},"event_id":{"$ref":"#/definitions/event_id"}},"definitions":{"name":{"type":"string","minLength":1,"maxLength":128},"time":{"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35},"ip":{"description":"An IPv4 or IPv6 address without a zone; see schemas/ip.ts.","type":"string","format":"ip","maxLength":45},"event_id":{"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64}}};
const schema19 = {"type":"string","minLength":1,"maxLength":128};
const schema21 = {"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35};
const schema22 = {"description":"An IPv4 or IPv6 address without a zone; see schemas/ip.ts.","type":"string","format":"ip","maxLength":45};
const schema23 = {"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64};
const pattern0 = new RegExp("^[A-Z]{3}$", "u");
const formats4 = formats.ip;

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="purchase-events" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.player_id === undefined) || (!(func0.call(data, "player_id")))) && (missing0 = "player_id")) || (((data.item_id === undefined) || (!(func0.call(data, "item_id")))) && (missing0 = "item_id"))) || (((data.price === undefined) || (!(func0.call(data, "price")))) && (missing0 = "price"))) || (((data.currency === undefined) || (!(func0.call(data, "currency")))) && (missing0 = "currency"))) || (((data.purchase_timestamp === undefined) || (!(func0.call(data, "purchase_timestamp")))) && (missing0 = "purchase_timestamp"))) || (((data.ip_address === undefined) || (!(func0.call(data, "ip_address")))) && (missing0 = "ip_address"))){
validate11.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "player_id") || (key0 === "item_id")) || (key0 === "price")) || (key0 === "currency")) || (key0 === "purchase_timestamp")) || (key0 === "ip_address")) || (key0 === "event_id"))){
validate11.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.player_id !== undefined && func0.call(data, "player_id")){
let data0 = data.player_id;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(data0.length < 1){
validate11.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data0.length > 128 && func52(data0) > 128){
validate11.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.item_id !== undefined && func0.call(data, "item_id")){
let data1 = data.item_id;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data1 === "string"){
if(data1.length < 1){
validate11.errors = [{instancePath:instancePath+"/item_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data1.length > 128 && func52(data1) > 128){
validate11.errors = [{instancePath:instancePath+"/item_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/item_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.price !== undefined && func0.call(data, "price")){
let data2 = data.price;
const _errs8 = errors;
if(errors === _errs8){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 1000000000 || isNaN(data2)){
validate11.errors = [{instancePath:instancePath+"/price",schemaPath:"#/properties/price/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000},message:"must be <= 1000000000"}];
return false;
}
else {
if(data2 < 0 || isNaN(data2)){
validate11.errors = [{instancePath:instancePath+"/price",schemaPath:"#/properties/price/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/price",schemaPath:"#/properties/price/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.currency !== undefined && func0.call(data, "currency")){
let data3 = data.currency;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data3 === "string"){
if(!pattern0.test(data3)){
validate11.errors = [{instancePath:instancePath+"/currency",schemaPath:"#/properties/currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"},message:"must match pattern \""+"^[A-Z]{3}$"+"\""}];
return false;
}
else {
if(data3.length > 3 && func52(data3) > 3){
validate11.errors = [{instancePath:instancePath+"/currency",schemaPath:"#/properties/currency/maxLength",keyword:"maxLength",params:{limit: 3},message:"must NOT have more than " + 3 + " characters"}];
return false;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/currency",schemaPath:"#/properties/currency/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.purchase_timestamp !== undefined && func0.call(data, "purchase_timestamp")){
let data4 = data.purchase_timestamp;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(errors === _errs13){
if(typeof data4 === "string"){
if(!(formats0(data4))){
validate11.errors = [{instancePath:instancePath+"/purchase_timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data4.length > 35 && func52(data4) > 35){
validate11.errors = [{instancePath:instancePath+"/purchase_timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/purchase_timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ip_address !== undefined && func0.call(data, "ip_address")){
let data5 = data.ip_address;
const _errs15 = errors;
const _errs16 = errors;
if(errors === _errs16){
if(errors === _errs16){
if(typeof data5 === "string"){
if(!(formats4(data5))){
validate11.errors = [{instancePath:instancePath+"/ip_address",schemaPath:"#/definitions/ip/format",keyword:"format",params:{format: "ip"},message:"must match format \""+"ip"+"\""}];
return false;
}
else {
if(data5.length > 45 && func52(data5) > 45){
validate11.errors = [{instancePath:instancePath+"/ip_address",schemaPath:"#/definitions/ip/maxLength",keyword:"maxLength",params:{limit: 45},message:"must NOT have more than " + 45 + " characters"}];
return false;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/ip_address",schemaPath:"#/definitions/ip/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data6 = data.event_id;
const _errs18 = errors;
const _errs19 = errors;
if(errors === _errs19){
if(typeof data6 === "string"){
if(data6.length < 1){
validate11.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data6.length > 64 && func52(data6) > 64){
validate11.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate11.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate11.errors = vErrors;
return errors === 0;
}

export const serverMetrics = validate12;
const schema24 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"server-metrics","title":"ServerMetric","description":"One sample of a game server's load.","type":"object","additionalProperties":false,"required":["server_id","cpu_load","memory_usage","latency","timestamp"],"properties":{"server_id":{"$ref":"#/definitions/name"},"cpu_load":{"description":"Per cent.","type":"number","minimum":0,"maximum":100},"memory_usage":{"description":"Per cent.","type":"number","minimum":0,"maximum":100},"latency":{"description":"Milliseconds.","type":"number","minimum":0,"maximum":1000000},"timestamp":{"$ref":"#/definitions/time"},"event_id":{"$ref":"#/definitions/event_id"}},"definitions":{"name":{"type":"string","minLength":1,"maxLength":128},"time":{"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35},"event_id":{"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64}}};
const schema25 = {"type":"string","minLength":1,"maxLength":128};
const schema26 = {"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35};
const schema27 = {"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="server-metrics" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((data.server_id === undefined) || (!(func0.call(data, "server_id")))) && (missing0 = "server_id")) || (((data.cpu_load === undefined) || (!(func0.call(data, "cpu_load")))) && (missing0 = "cpu_load"))) || (((data.memory_usage === undefined) || (!(func0.call(data, "memory_usage")))) && (missing0 = "memory_usage"))) || (((data.latency === undefined) || (!(func0.call(data, "latency")))) && (missing0 = "latency"))) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing0 = "timestamp"))){
validate12.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 of Object.keys(data)){
if(!((((((key0 === "server_id") || (key0 === "cpu_load")) || (key0 === "memory_usage")) || (key0 === "latency")) || (key0 === "timestamp")) || (key0 === "event_id"))){
validate12.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.server_id !== undefined && func0.call(data, "server_id")){
let data0 = data.server_id;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(data0.length < 1){
validate12.errors = [{instancePath:instancePath+"/server_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data0.length > 128 && func52(data0) > 128){
validate12.errors = [{instancePath:instancePath+"/server_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/server_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.cpu_load !== undefined && func0.call(data, "cpu_load")){
let data1 = data.cpu_load;
const _errs5 = errors;
if(errors === _errs5){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 100 || isNaN(data1)){
validate12.errors = [{instancePath:instancePath+"/cpu_load",schemaPath:"#/properties/cpu_load/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"}];
return false;
}
else {
if(data1 < 0 || isNaN(data1)){
validate12.errors = [{instancePath:instancePath+"/cpu_load",schemaPath:"#/properties/cpu_load/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/cpu_load",schemaPath:"#/properties/cpu_load/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.memory_usage !== undefined && func0.call(data, "memory_usage")){
let data2 = data.memory_usage;
const _errs7 = errors;
if(errors === _errs7){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 100 || isNaN(data2)){
validate12.errors = [{instancePath:instancePath+"/memory_usage",schemaPath:"#/properties/memory_usage/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"}];
return false;
}
else {
if(data2 < 0 || isNaN(data2)){
validate12.errors = [{instancePath:instancePath+"/memory_usage",schemaPath:"#/properties/memory_usage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/memory_usage",schemaPath:"#/properties/memory_usage/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.latency !== undefined && func0.call(data, "latency")){
let data3 = data.latency;
const _errs9 = errors;
if(errors === _errs9){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1000000 || isNaN(data3)){
validate12.errors = [{instancePath:instancePath+"/latency",schemaPath:"#/properties/latency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"}];
return false;
}
else {
if(data3 < 0 || isNaN(data3)){
validate12.errors = [{instancePath:instancePath+"/latency",schemaPath:"#/properties/latency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/latency",schemaPath:"#/properties/latency/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data4 = data.timestamp;
const _errs11 = errors;
const _errs12 = errors;
if(errors === _errs12){
if(errors === _errs12){
if(typeof data4 === "string"){
if(!(formats0(data4))){
validate12.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data4.length > 35 && func52(data4) > 35){
validate12.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data5 = data.event_id;
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(typeof data5 === "string"){
if(data5.length < 1){
validate12.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data5.length > 64 && func52(data5) > 64){
validate12.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate12.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate12.errors = vErrors;
return errors === 0;
}

export const combatEvents = validate13;
const schema28 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"combat-events","title":"CombatEvent","description":"A player kills or dies.","type":"object","additionalProperties":false,"required":["playerid","timestamp","eventtype"],"properties":{"playerid":{"$ref":"#/definitions/name"},"timestamp":{"description":"Milliseconds since 1970, to the end of 9999.","type":"integer","minimum":0,"maximum":253402300799999},"eventtype":{"type":"string","enum":["kill","death"]},"event_id":{"$ref":"#/definitions/event_id"}},"definitions":{"name":{"type":"string","minLength":1,"maxLength":128},"event_id":{"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64}}};
const schema29 = {"type":"string","minLength":1,"maxLength":128};
const schema30 = {"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="combat-events" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.playerid === undefined) || (!(func0.call(data, "playerid")))) && (missing0 = "playerid")) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing0 = "timestamp"))) || (((data.eventtype === undefined) || (!(func0.call(data, "eventtype")))) && (missing0 = "eventtype"))){
validate13.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 of Object.keys(data)){
if(!((((key0 === "playerid") || (key0 === "timestamp")) || (key0 === "eventtype")) || (key0 === "event_id"))){
validate13.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.playerid !== undefined && func0.call(data, "playerid")){
let data0 = data.playerid;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(data0.length < 1){
validate13.errors = [{instancePath:instancePath+"/playerid",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data0.length > 128 && func52(data0) > 128){
validate13.errors = [{instancePath:instancePath+"/playerid",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate13.errors = [{instancePath:instancePath+"/playerid",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data1 = data.timestamp;
const _errs5 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate13.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/properties/timestamp/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs5){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 253402300799999 || isNaN(data1)){
validate13.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/properties/timestamp/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799999},message:"must be <= 253402300799999"}];
return false;
}
else {
if(data1 < 0 || isNaN(data1)){
validate13.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/properties/timestamp/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.eventtype !== undefined && func0.call(data, "eventtype")){
let data2 = data.eventtype;
const _errs7 = errors;
if(typeof data2 !== "string"){
validate13.errors = [{instancePath:instancePath+"/eventtype",schemaPath:"#/properties/eventtype/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data2 === "kill") || (data2 === "death"))){
validate13.errors = [{instancePath:instancePath+"/eventtype",schemaPath:"#/properties/eventtype/enum",keyword:"enum",params:{allowedValues: schema28.properties.eventtype.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data3 = data.event_id;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data3 === "string"){
if(data3.length < 1){
validate13.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data3.length > 64 && func52(data3) > 64){
validate13.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate13.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate13.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate13.errors = vErrors;
return errors === 0;
}

export const gameActions = validate14;
const schema31 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"game-actions","title":"GameAction","description":"What a player does with swords, weapons, guilds and fists. Each event_type has exactly the fields it needs; `discriminator` lets Ajv go straight to its shape, other validators may ignore it.","type":"object","discriminator":{"propertyName":"event_type"},"oneOf":[{"title":"BuySword","type":"object","additionalProperties":false,"required":["player_id","event_type","sword_type","timestamp"],"properties":{"player_id":{"$ref":"#/definitions/name"},"event_type":{"type":"string","const":"buy_sword"},"sword_type":{"$ref":"#/definitions/name"},"timestamp":{"$ref":"#/definitions/time"},"request":{"$ref":"#/definitions/request"},"event_id":{"$ref":"#/definitions/event_id"}}},{"title":"BuyWeapon","type":"object","additionalProperties":false,"required":["player_id","event_type","weapon_type","timestamp"],"properties":{"player_id":{"$ref":"#/definitions/name"},"event_type":{"type":"string","const":"buy_weapon"},"weapon_type":{"$ref":"#/definitions/name"},"timestamp":{"$ref":"#/definitions/time"},"request":{"$ref":"#/definitions/request"},"event_id":{"$ref":"#/definitions/event_id"}}},{"title":"JoinGuild","type":"object","additionalProperties":false,"required":["player_id","event_type","guild_name","timestamp"],"properties":{"player_id":{"$ref":"#/definitions/name"},"event_type":{"type":"string","const":"join_guild"},"guild_name":{"$ref":"#/definitions/name"},"timestamp":{"$ref":"#/definitions/time"},"request":{"$ref":"#/definitions/request"},"event_id":{"$ref":"#/definitions/event_id"}}},{"title":"LeaveGuild","type":"object","additionalProperties":false,"required":["player_id","event_type","timestamp"],"properties":{"player_id":{"$ref":"#/definitions/name"},"event_type":{"type":"string","const":"leave_guild"},"guild_name":{"$ref":"#/definitions/name"},"timestamp":{"$ref":"#/definitions/time"},"request":{"$ref":"#/definitions/request"},"event_id":{"$ref":"#/definitions/event_id"}}},{"title":"Battle","type":"object","additionalProperties":false,"required":["player_id","event_type","opponent_id","outcome","health","timestamp"],"properties":{"player_id":{"$ref":"#/definitions/name"},"event_type":{"type":"string","const":"battle"},"opponent_id":{"$ref":"#/definitions/name"},"outcome":{"type":"string","enum":["win","lose"]},"health":{"description":"Per cent, after the battle.","type":"number","minimum":0,"maximum":100},"timestamp":{"$ref":"#/definitions/time"},"request":{"$ref":"#/definitions/request"},"event_id":{"$ref":"#/definitions/event_id"}}}],"definitions":{"name":{"type":"string","minLength":1,"maxLength":128},"time":{"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35},"ip":{"description":"An IPv4 or IPv6 address without a zone; see schemas/ip.ts.","type":"string","format":"ip","maxLength":45},"event_id":{"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64},"request":{"title":"ActionRequest","description":"The web request that carried the action.","type":"object","additionalProperties":false,"properties":{"host":{"$ref":"#/definitions/text"},"user_agent":{"$ref":"#/definitions/text"},"remote_addr":{"$ref":"#/definitions/ip"}}},"text":{"type":"string","minLength":1,"maxLength":512}}};
const schema32 = {"type":"string","minLength":1,"maxLength":128};
const schema34 = {"description":"YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.","type":"string","format":"timestamp","maxLength":35};
const schema39 = {"description":"Names the event for the duplicate check; best of the form SOURCE-NUMBER.","type":"string","minLength":1,"maxLength":64};
const schema35 = {"title":"ActionRequest","description":"The web request that carried the action.","type":"object","additionalProperties":false,"properties":{"host":{"$ref":"#/definitions/text"},"user_agent":{"$ref":"#/definitions/text"},"remote_addr":{"$ref":"#/definitions/ip"}}};
const schema36 = {"type":"string","minLength":1,"maxLength":512};
const schema38 = {"description":"An IPv4 or IPv6 address without a zone; see schemas/ip.ts.","type":"string","format":"ip","maxLength":45};

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 of Object.keys(data)){
if(!(((key0 === "host") || (key0 === "user_agent")) || (key0 === "remote_addr"))){
validate15.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.host !== undefined && func0.call(data, "host")){
let data0 = data.host;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(data0.length < 1){
validate15.errors = [{instancePath:instancePath+"/host",schemaPath:"#/definitions/text/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data0.length > 512 && func52(data0) > 512){
validate15.errors = [{instancePath:instancePath+"/host",schemaPath:"#/definitions/text/maxLength",keyword:"maxLength",params:{limit: 512},message:"must NOT have more than " + 512 + " characters"}];
return false;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/host",schemaPath:"#/definitions/text/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.user_agent !== undefined && func0.call(data, "user_agent")){
let data1 = data.user_agent;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data1 === "string"){
if(data1.length < 1){
validate15.errors = [{instancePath:instancePath+"/user_agent",schemaPath:"#/definitions/text/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data1.length > 512 && func52(data1) > 512){
validate15.errors = [{instancePath:instancePath+"/user_agent",schemaPath:"#/definitions/text/maxLength",keyword:"maxLength",params:{limit: 512},message:"must NOT have more than " + 512 + " characters"}];
return false;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/user_agent",schemaPath:"#/definitions/text/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.remote_addr !== undefined && func0.call(data, "remote_addr")){
let data2 = data.remote_addr;
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(errors === _errs9){
if(typeof data2 === "string"){
if(!(formats4(data2))){
validate15.errors = [{instancePath:instancePath+"/remote_addr",schemaPath:"#/definitions/ip/format",keyword:"format",params:{format: "ip"},message:"must match format \""+"ip"+"\""}];
return false;
}
else {
if(data2.length > 45 && func52(data2) > 45){
validate15.errors = [{instancePath:instancePath+"/remote_addr",schemaPath:"#/definitions/ip/maxLength",keyword:"maxLength",params:{limit: 45},message:"must NOT have more than " + 45 + " characters"}];
return false;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/remote_addr",schemaPath:"#/definitions/ip/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate15.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate15.errors = vErrors;
return errors === 0;
}


function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="game-actions" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.event_type;
if(typeof tag0 == "string"){
if(tag0 === "buy_sword"){
const _errs2 = errors;
if(errors === _errs2){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.player_id === undefined) || (!(func0.call(data, "player_id")))) && (missing0 = "player_id")) || (((data.event_type === undefined) || (!(func0.call(data, "event_type")))) && (missing0 = "event_type"))) || (((data.sword_type === undefined) || (!(func0.call(data, "sword_type")))) && (missing0 = "sword_type"))) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing0 = "timestamp"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs4 = errors;
for(const key0 of Object.keys(data)){
if(!((((((key0 === "player_id") || (key0 === "event_type")) || (key0 === "sword_type")) || (key0 === "timestamp")) || (key0 === "request")) || (key0 === "event_id"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs4 === errors){
if(data.player_id !== undefined && func0.call(data, "player_id")){
let data0 = data.player_id;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data0 === "string"){
if(data0.length < 1){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data0.length > 128 && func52(data0) > 128){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs5 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.event_type !== undefined && func0.call(data, "event_type")){
let data1 = data.event_type;
const _errs8 = errors;
if(typeof data1 !== "string"){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/0/properties/event_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if("buy_sword" !== data1){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/0/properties/event_type/const",keyword:"const",params:{allowedValue: "buy_sword"},message:"must be equal to constant"}];
return false;
}
var valid2 = _errs8 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.sword_type !== undefined && func0.call(data, "sword_type")){
let data2 = data.sword_type;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data2 === "string"){
if(data2.length < 1){
validate14.errors = [{instancePath:instancePath+"/sword_type",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data2.length > 128 && func52(data2) > 128){
validate14.errors = [{instancePath:instancePath+"/sword_type",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/sword_type",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs10 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data3 = data.timestamp;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(errors === _errs14){
if(typeof data3 === "string"){
if(!(formats0(data3))){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data3.length > 35 && func52(data3) > 35){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.request !== undefined && func0.call(data, "request")){
const _errs16 = errors;
if(!(validate15(data.request, {instancePath:instancePath+"/request",parentData:data,parentDataProperty:"request",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
var valid2 = _errs16 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data5 = data.event_id;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(typeof data5 === "string"){
if(data5.length < 1){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data5.length > 64 && func52(data5) > 64){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs17 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
else if(tag0 === "buy_weapon"){
const _errs20 = errors;
if(errors === _errs20){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((((((data.player_id === undefined) || (!(func0.call(data, "player_id")))) && (missing1 = "player_id")) || (((data.event_type === undefined) || (!(func0.call(data, "event_type")))) && (missing1 = "event_type"))) || (((data.weapon_type === undefined) || (!(func0.call(data, "weapon_type")))) && (missing1 = "weapon_type"))) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing1 = "timestamp"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs22 = errors;
for(const key1 of Object.keys(data)){
if(!((((((key1 === "player_id") || (key1 === "event_type")) || (key1 === "weapon_type")) || (key1 === "timestamp")) || (key1 === "request")) || (key1 === "event_id"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs22 === errors){
if(data.player_id !== undefined && func0.call(data, "player_id")){
let data6 = data.player_id;
const _errs23 = errors;
const _errs24 = errors;
if(errors === _errs24){
if(typeof data6 === "string"){
if(data6.length < 1){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data6.length > 128 && func52(data6) > 128){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs23 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data.event_type !== undefined && func0.call(data, "event_type")){
let data7 = data.event_type;
const _errs26 = errors;
if(typeof data7 !== "string"){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/1/properties/event_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if("buy_weapon" !== data7){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/1/properties/event_type/const",keyword:"const",params:{allowedValue: "buy_weapon"},message:"must be equal to constant"}];
return false;
}
var valid8 = _errs26 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data.weapon_type !== undefined && func0.call(data, "weapon_type")){
let data8 = data.weapon_type;
const _errs28 = errors;
const _errs29 = errors;
if(errors === _errs29){
if(typeof data8 === "string"){
if(data8.length < 1){
validate14.errors = [{instancePath:instancePath+"/weapon_type",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data8.length > 128 && func52(data8) > 128){
validate14.errors = [{instancePath:instancePath+"/weapon_type",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/weapon_type",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs28 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data9 = data.timestamp;
const _errs31 = errors;
const _errs32 = errors;
if(errors === _errs32){
if(errors === _errs32){
if(typeof data9 === "string"){
if(!(formats0(data9))){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data9.length > 35 && func52(data9) > 35){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid8 = _errs31 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data.request !== undefined && func0.call(data, "request")){
const _errs34 = errors;
if(!(validate15(data.request, {instancePath:instancePath+"/request",parentData:data,parentDataProperty:"request",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
var valid8 = _errs34 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data11 = data.event_id;
const _errs35 = errors;
const _errs36 = errors;
if(errors === _errs36){
if(typeof data11 === "string"){
if(data11.length < 1){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data11.length > 64 && func52(data11) > 64){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs35 === errors;
}
else {
var valid8 = true;
}
}
}
}
}
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/oneOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
else if(tag0 === "join_guild"){
const _errs38 = errors;
if(errors === _errs38){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((((((data.player_id === undefined) || (!(func0.call(data, "player_id")))) && (missing2 = "player_id")) || (((data.event_type === undefined) || (!(func0.call(data, "event_type")))) && (missing2 = "event_type"))) || (((data.guild_name === undefined) || (!(func0.call(data, "guild_name")))) && (missing2 = "guild_name"))) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing2 = "timestamp"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs40 = errors;
for(const key2 of Object.keys(data)){
if(!((((((key2 === "player_id") || (key2 === "event_type")) || (key2 === "guild_name")) || (key2 === "timestamp")) || (key2 === "request")) || (key2 === "event_id"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs40 === errors){
if(data.player_id !== undefined && func0.call(data, "player_id")){
let data12 = data.player_id;
const _errs41 = errors;
const _errs42 = errors;
if(errors === _errs42){
if(typeof data12 === "string"){
if(data12.length < 1){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data12.length > 128 && func52(data12) > 128){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid14 = _errs41 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data.event_type !== undefined && func0.call(data, "event_type")){
let data13 = data.event_type;
const _errs44 = errors;
if(typeof data13 !== "string"){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/2/properties/event_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if("join_guild" !== data13){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/2/properties/event_type/const",keyword:"const",params:{allowedValue: "join_guild"},message:"must be equal to constant"}];
return false;
}
var valid14 = _errs44 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data.guild_name !== undefined && func0.call(data, "guild_name")){
let data14 = data.guild_name;
const _errs46 = errors;
const _errs47 = errors;
if(errors === _errs47){
if(typeof data14 === "string"){
if(data14.length < 1){
validate14.errors = [{instancePath:instancePath+"/guild_name",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data14.length > 128 && func52(data14) > 128){
validate14.errors = [{instancePath:instancePath+"/guild_name",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/guild_name",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid14 = _errs46 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data15 = data.timestamp;
const _errs49 = errors;
const _errs50 = errors;
if(errors === _errs50){
if(errors === _errs50){
if(typeof data15 === "string"){
if(!(formats0(data15))){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data15.length > 35 && func52(data15) > 35){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid14 = _errs49 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data.request !== undefined && func0.call(data, "request")){
const _errs52 = errors;
if(!(validate15(data.request, {instancePath:instancePath+"/request",parentData:data,parentDataProperty:"request",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
var valid14 = _errs52 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data17 = data.event_id;
const _errs53 = errors;
const _errs54 = errors;
if(errors === _errs54){
if(typeof data17 === "string"){
if(data17.length < 1){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data17.length > 64 && func52(data17) > 64){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid14 = _errs53 === errors;
}
else {
var valid14 = true;
}
}
}
}
}
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/oneOf/2/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
else if(tag0 === "leave_guild"){
const _errs56 = errors;
if(errors === _errs56){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if(((((data.player_id === undefined) || (!(func0.call(data, "player_id")))) && (missing3 = "player_id")) || (((data.event_type === undefined) || (!(func0.call(data, "event_type")))) && (missing3 = "event_type"))) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing3 = "timestamp"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs58 = errors;
for(const key3 of Object.keys(data)){
if(!((((((key3 === "player_id") || (key3 === "event_type")) || (key3 === "guild_name")) || (key3 === "timestamp")) || (key3 === "request")) || (key3 === "event_id"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs58 === errors){
if(data.player_id !== undefined && func0.call(data, "player_id")){
let data18 = data.player_id;
const _errs59 = errors;
const _errs60 = errors;
if(errors === _errs60){
if(typeof data18 === "string"){
if(data18.length < 1){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data18.length > 128 && func52(data18) > 128){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid20 = _errs59 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data.event_type !== undefined && func0.call(data, "event_type")){
let data19 = data.event_type;
const _errs62 = errors;
if(typeof data19 !== "string"){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/3/properties/event_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if("leave_guild" !== data19){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/3/properties/event_type/const",keyword:"const",params:{allowedValue: "leave_guild"},message:"must be equal to constant"}];
return false;
}
var valid20 = _errs62 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data.guild_name !== undefined && func0.call(data, "guild_name")){
let data20 = data.guild_name;
const _errs64 = errors;
const _errs65 = errors;
if(errors === _errs65){
if(typeof data20 === "string"){
if(data20.length < 1){
validate14.errors = [{instancePath:instancePath+"/guild_name",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data20.length > 128 && func52(data20) > 128){
validate14.errors = [{instancePath:instancePath+"/guild_name",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/guild_name",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid20 = _errs64 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data21 = data.timestamp;
const _errs67 = errors;
const _errs68 = errors;
if(errors === _errs68){
if(errors === _errs68){
if(typeof data21 === "string"){
if(!(formats0(data21))){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data21.length > 35 && func52(data21) > 35){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid20 = _errs67 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data.request !== undefined && func0.call(data, "request")){
const _errs70 = errors;
if(!(validate15(data.request, {instancePath:instancePath+"/request",parentData:data,parentDataProperty:"request",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
var valid20 = _errs70 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data23 = data.event_id;
const _errs71 = errors;
const _errs72 = errors;
if(errors === _errs72){
if(typeof data23 === "string"){
if(data23.length < 1){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data23.length > 64 && func52(data23) > 64){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid20 = _errs71 === errors;
}
else {
var valid20 = true;
}
}
}
}
}
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/oneOf/3/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
else if(tag0 === "battle"){
const _errs74 = errors;
if(errors === _errs74){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if((((((((data.player_id === undefined) || (!(func0.call(data, "player_id")))) && (missing4 = "player_id")) || (((data.event_type === undefined) || (!(func0.call(data, "event_type")))) && (missing4 = "event_type"))) || (((data.opponent_id === undefined) || (!(func0.call(data, "opponent_id")))) && (missing4 = "opponent_id"))) || (((data.outcome === undefined) || (!(func0.call(data, "outcome")))) && (missing4 = "outcome"))) || (((data.health === undefined) || (!(func0.call(data, "health")))) && (missing4 = "health"))) || (((data.timestamp === undefined) || (!(func0.call(data, "timestamp")))) && (missing4 = "timestamp"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/4/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs76 = errors;
for(const key4 of Object.keys(data)){
if(!((((((((key4 === "player_id") || (key4 === "event_type")) || (key4 === "opponent_id")) || (key4 === "outcome")) || (key4 === "health")) || (key4 === "timestamp")) || (key4 === "request")) || (key4 === "event_id"))){
validate14.errors = [{instancePath,schemaPath:"#/oneOf/4/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs76 === errors){
if(data.player_id !== undefined && func0.call(data, "player_id")){
let data24 = data.player_id;
const _errs77 = errors;
const _errs78 = errors;
if(errors === _errs78){
if(typeof data24 === "string"){
if(data24.length < 1){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data24.length > 128 && func52(data24) > 128){
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/player_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid26 = _errs77 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data.event_type !== undefined && func0.call(data, "event_type")){
let data25 = data.event_type;
const _errs80 = errors;
if(typeof data25 !== "string"){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/4/properties/event_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if("battle" !== data25){
validate14.errors = [{instancePath:instancePath+"/event_type",schemaPath:"#/oneOf/4/properties/event_type/const",keyword:"const",params:{allowedValue: "battle"},message:"must be equal to constant"}];
return false;
}
var valid26 = _errs80 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data.opponent_id !== undefined && func0.call(data, "opponent_id")){
let data26 = data.opponent_id;
const _errs82 = errors;
const _errs83 = errors;
if(errors === _errs83){
if(typeof data26 === "string"){
if(data26.length < 1){
validate14.errors = [{instancePath:instancePath+"/opponent_id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data26.length > 128 && func52(data26) > 128){
validate14.errors = [{instancePath:instancePath+"/opponent_id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than " + 128 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/opponent_id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid26 = _errs82 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data.outcome !== undefined && func0.call(data, "outcome")){
let data27 = data.outcome;
const _errs85 = errors;
if(typeof data27 !== "string"){
validate14.errors = [{instancePath:instancePath+"/outcome",schemaPath:"#/oneOf/4/properties/outcome/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data27 === "win") || (data27 === "lose"))){
validate14.errors = [{instancePath:instancePath+"/outcome",schemaPath:"#/oneOf/4/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema31.oneOf[4].properties.outcome.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid26 = _errs85 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data.health !== undefined && func0.call(data, "health")){
let data28 = data.health;
const _errs87 = errors;
if(errors === _errs87){
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 100 || isNaN(data28)){
validate14.errors = [{instancePath:instancePath+"/health",schemaPath:"#/oneOf/4/properties/health/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"}];
return false;
}
else {
if(data28 < 0 || isNaN(data28)){
validate14.errors = [{instancePath:instancePath+"/health",schemaPath:"#/oneOf/4/properties/health/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/health",schemaPath:"#/oneOf/4/properties/health/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid26 = _errs87 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data.timestamp !== undefined && func0.call(data, "timestamp")){
let data29 = data.timestamp;
const _errs89 = errors;
const _errs90 = errors;
if(errors === _errs90){
if(errors === _errs90){
if(typeof data29 === "string"){
if(!(formats0(data29))){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/format",keyword:"format",params:{format: "timestamp"},message:"must match format \""+"timestamp"+"\""}];
return false;
}
else {
if(data29.length > 35 && func52(data29) > 35){
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/maxLength",keyword:"maxLength",params:{limit: 35},message:"must NOT have more than " + 35 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/timestamp",schemaPath:"#/definitions/time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid26 = _errs89 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data.request !== undefined && func0.call(data, "request")){
const _errs92 = errors;
if(!(validate15(data.request, {instancePath:instancePath+"/request",parentData:data,parentDataProperty:"request",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
var valid26 = _errs92 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data.event_id !== undefined && func0.call(data, "event_id")){
let data31 = data.event_id;
const _errs93 = errors;
const _errs94 = errors;
if(errors === _errs94){
if(typeof data31 === "string"){
if(data31.length < 1){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than " + 1 + " characters"}];
return false;
}
else {
if(data31.length > 64 && func52(data31) > 64){
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than " + 64 + " characters"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/event_id",schemaPath:"#/definitions/event_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid26 = _errs93 === errors;
}
else {
var valid26 = true;
}
}
}
}
}
}
}
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/oneOf/4/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "event_type", tagValue: tag0},message:"value of tag \"event_type\" must be in oneOf"}];
return false;
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "event_type", tagValue: tag0},message:"tag \"event_type\" must be string"}];
return false;
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate14.errors = vErrors;
return errors === 0;
}

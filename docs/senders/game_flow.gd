# Sends events to game-flow (docs/collector.md) from Godot 4. Add it as an autoload named GameFlow:
#
#   GameFlow.url = "https://game.example"   # key and secret where they are asked for
#   var kill := {"playerid": "ann", "timestamp": 1731402000000, "eventtype": "kill"}
#   GameFlow.add("combat-events", kill)
extends Node

# Events that are not valid will never be: they are not sent again.
signal rejected(events: Array, answer: String)

const BATCH := 100
const MOST_KEPT := 10000
const FILE := "user://game-flow-unsent.ndjson"
const FINAL := [200, 202, 400, 413, 422]

var url := "http://127.0.0.1:8080"
var key := ""
var secret := ""

# Each one {"topic", "id", "text"}; kept in a file too until game-flow has answered.
var unsent: Array = []
var failures := 0
# Seconds by which the clock here is behind game-flow's.
var behind := 0
var http := HTTPRequest.new()


func _ready() -> void:
	http.timeout = 20
	add_child(http)
	if FileAccess.file_exists(FILE):
		for line in FileAccess.get_file_as_string(FILE).split("\n", false):
			unsent.append(JSON.parse_string(line))
	while true:
		await get_tree().create_timer(await flush()).timeout


# Whole numbers stay whole: the text is made here, and read from the file as a text.
func add(topic: String, event: Dictionary) -> void:
	var id := Crypto.new().generate_random_bytes(16).hex_encode()
	var named := event.duplicate()
	named["event_id"] = id
	unsent.append({"topic": topic, "id": id, "text": JSON.stringify(named)})
	unsent = unsent.slice(-MOST_KEPT)
	var file := FileAccess.open(FILE, FileAccess.READ_WRITE)
	if file == null:
		file = FileAccess.open(FILE, FileAccess.WRITE)
	file.seek_end()
	file.store_line(JSON.stringify(unsent[-1]))
	file.close()


# Sends one batch; the seconds to wait before the next.
func flush() -> float:
	if unsent.is_empty():
		return 1.0
	var topic: String = unsent[0].topic
	var batch := unsent.filter(func(item): return item.topic == topic).slice(0, BATCH)
	var body := "\n".join(batch.map(func(item): return item.text))
	var now := int(Time.get_unix_time_from_system() * 1000)
	var target := "/v1/events/%s?sent_at=%d" % [topic, now]
	var headers := PackedStringArray(["Content-Type: application/x-ndjson"])
	if key != "":
		var timestamp := str(now / 1000 + behind)
		headers.append("x-game-flow-key: " + key)
		headers.append("x-game-flow-timestamp: " + timestamp)
		headers.append("x-game-flow-signature: " + sign_request("POST", target, timestamp, body))
	var status := 0
	var answer: Array = [0, 0, PackedStringArray(), PackedByteArray()]
	if http.request(url + target, headers, HTTPClient.METHOD_POST, body) == OK:
		answer = await http.request_completed
		status = answer[1]
	if not status in FINAL:
		# 429, 503, no connection, or a key that is refused: all of it is kept for another time.
		if status == 401:
			behind = date_of(answer[2], now / 1000) - now / 1000
		failures += 1
		var backoff := minf(60.0, pow(2.0, mini(failures - 1, 6))) * randf_range(0.5, 1.0)
		return maxf(retry_after(answer[2]), 0.0 if status == 429 else backoff)
	failures = 0
	var text: String = answer[3].get_string_from_utf8()
	if not '"rejected":0' in text:
		rejected.emit(batch, text)
	var sent := batch.map(func(item): return item.id)
	unsent = unsent.filter(func(item): return not item.id in sent)
	save()
	return 0.05


func sign_request(method: String, target: String, timestamp: String, body: String) -> String:
	var text := method + "\n" + target + "\n" + timestamp + "\n" + body.sha256_text()
	var digest := Crypto.new().hmac_digest(
		HashingContext.HASH_SHA256, secret.to_ascii_buffer(), text.to_utf8_buffer()
	)
	return "v1=" + digest.hex_encode()


func retry_after(headers: PackedStringArray) -> float:
	for header in headers:
		if header.to_lower().begins_with("retry-after:"):
			return header.substr(12).strip_edges().to_float()
	return 0.0


# The seconds that the header Date says: `Tue, 12 Nov 2024 10:15:30 GMT`.
func date_of(headers: PackedStringArray, otherwise: int) -> int:
	for header in headers:
		if header.to_lower().begins_with("date:"):
			var parts := header.substr(5).strip_edges().split(" ")
			var month := "JanFebMarAprMayJunJulAugSepOctNovDec".find(parts[2]) / 3 + 1
			var iso := "%s-%02d-%sT%s" % [parts[3], month, parts[1], parts[4]]
			return Time.get_unix_time_from_datetime_string(iso)
	return otherwise


func save() -> void:
	var file := FileAccess.open(FILE + ".new", FileAccess.WRITE)
	for item in unsent:
		file.store_line(JSON.stringify(item))
	file.close()
	DirAccess.rename_absolute(FILE + ".new", FILE)

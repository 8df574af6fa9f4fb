// Sends events to game-flow (docs/collector.md) from Unity 2020.2 or later. Put it on a GameObject that stays:
//
//   var sender = gameObject.AddComponent<GameFlow>();
//   sender.url = "https://game.example";   // key and secret where they are asked for
//   sender.Add("combat-events", "\"playerid\":\"ann\",\"timestamp\":1731402000000,\"eventtype\":\"kill\"");
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using UnityEngine;
using UnityEngine.Networking;

public class GameFlow : MonoBehaviour
{
    const int Batch = 100;
    const int MostKept = 10000;

    public string url = "http://127.0.0.1:8080";
    public string key = "";
    public string secret = "";
    // Events that are not valid will never be: they are not sent again.
    public event Action<string> Rejected;

    // A topic, a tab, and an event; kept in a file too until game-flow has answered.
    List<string> unsent = new List<string>();
    string file;
    int failures;
    // Seconds by which the clock here is behind game-flow's.
    long behind;

    void Awake()
    {
        file = Path.Combine(Application.persistentDataPath, "game-flow-unsent.tsv");
        if (File.Exists(file)) unsent.InsertRange(0, File.ReadAllLines(file));
        StartCoroutine(Run());
    }

    // The members of a JSON object without braces; the event_id makes the event count once.
    public void Add(string topic, string members)
    {
        string line = topic + "\t{\"event_id\":\"" + Guid.NewGuid() + "\"," + members + "}";
        unsent.Add(line);
        if (unsent.Count > MostKept) unsent.RemoveAt(0);
        File.AppendAllText(file, line + "\n");
    }

    IEnumerator Run()
    {
        while (true)
        {
            if (unsent.Count == 0) { yield return new WaitForSecondsRealtime(1); continue; }
            string topic = unsent[0].Split('\t')[0];
            List<string> batch = unsent.Where(line => line.StartsWith(topic + "\t")).Take(Batch).ToList();
            byte[] body = Encoding.UTF8.GetBytes(
                string.Join("\n", batch.Select(line => line.Substring(topic.Length + 1))));
            long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            string target = "/v1/events/" + topic + "?sent_at=" + now;
            using (var request = new UnityWebRequest(url + target, "POST"))
            {
                request.uploadHandler = new UploadHandlerRaw(body);
                request.downloadHandler = new DownloadHandlerBuffer();
                request.timeout = 20;
                request.SetRequestHeader("Content-Type", "application/x-ndjson");
                if (key != "")
                {
                    string timestamp = (now / 1000 + behind).ToString();
                    request.SetRequestHeader("x-game-flow-key", key);
                    request.SetRequestHeader("x-game-flow-timestamp", timestamp);
                    request.SetRequestHeader("x-game-flow-signature", Sign(secret, "POST", target, timestamp, body));
                }
                yield return request.SendWebRequest();
                long status = request.responseCode;
                if (status == 200 || status == 202 || status == 400 || status == 413 || status == 422)
                {
                    failures = 0;
                    string text = request.downloadHandler.text;
                    if (!text.Contains("\"rejected\":0")) Rejected?.Invoke(text);
                    var sent = new HashSet<string>(batch);
                    unsent.RemoveAll(sent.Contains);
                    Save();
                    continue;
                }
                // 429, 503, no connection (0), or a key that is refused: all of it is kept for another time.
                if (status == 401 && DateTimeOffset.TryParse(request.GetResponseHeader("Date"), out DateTimeOffset date))
                    behind = date.ToUnixTimeSeconds() - now / 1000;
                failures++;
                float backoff = Mathf.Min(60, Mathf.Pow(2, Mathf.Min(failures - 1, 6))) * UnityEngine.Random.Range(0.5f, 1f);
                float.TryParse(request.GetResponseHeader("Retry-After"), out float wait);
                yield return new WaitForSecondsRealtime(Mathf.Max(wait, status == 429 ? 0 : backoff));
            }
        }
    }

    public static string Sign(string secret, string method, string target, string timestamp, byte[] body)
    {
        using (var sha = SHA256.Create())
        using (var hmac = new HMACSHA256(Encoding.ASCII.GetBytes(secret)))
        {
            string text = method + "\n" + target + "\n" + timestamp + "\n" + Hex(sha.ComputeHash(body));
            return "v1=" + Hex(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
        }
    }

    static string Hex(byte[] bytes)
    {
        return BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
    }

    void Save()
    {
        File.WriteAllLines(file + ".new", unsent);
        if (File.Exists(file)) File.Delete(file);
        File.Move(file + ".new", file);
    }
}

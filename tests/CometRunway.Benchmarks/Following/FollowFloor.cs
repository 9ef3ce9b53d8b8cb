using System.Text;
using System.Text.Json;

namespace CometRunway.Benchmarks.Following;

/// <summary>The least that has to be done: one loop for each task on a plain <see cref="HttpClient"/>, without a ledger, checks or limits.</summary>
internal static class FollowFloor
{
    private const int CreatesAtOnce = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Uri address, string folder, int tasks)
    {
        Directory.CreateDirectory(folder);
        using var http = new HttpClient { BaseAddress = address };
        var ids = new string[tasks];
        await Parallel.ForAsync(0, tasks, new ParallelOptions { MaxDegreeOfParallelism = CreatesAtOnce }, async (number, token) =>
        {
            using var body = new StringContent($$"""{"promptText":"a slow pan {{number}}","promptImage":"https://example.com/cat.png"}""", Encoding.UTF8, "application/json");
            using var created = await http.PostAsync(new Uri("/runwayml/v1/image_to_video", UriKind.Relative), body, token);
            using var json = JsonDocument.Parse(await created.Content.ReadAsStringAsync(token));
            ids[number] = json.RootElement.GetProperty("id").GetString()!;
        });
        var createSeconds = FollowUse.ProcessorSeconds;
        await Task.WhenAll(ids.Select(id => FollowAsync(http, id, folder)));
        FollowUse.Print(createSeconds, GC.GetTotalMemory(forceFullCollection: false) / 1048576.0);
    }

    private static async Task FollowAsync(HttpClient http, string id, string folder)
    {
        await Pause.ForAsync(Interval * Random.Shared.NextDouble());
        while (true)
        {
            using var json = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/runwayml/v1/tasks/{id}", UriKind.Relative)));
            if (json.RootElement.TryGetProperty("output", out var output))
            {
                await using var video = await http.GetStreamAsync(new Uri(output[0].GetString()!));
                await using var file = File.Create(Path.Combine(folder, id + ".mp4"));
                await video.CopyToAsync(file);
                return;
            }

            await Pause.ForAsync(Interval);
        }
    }
}

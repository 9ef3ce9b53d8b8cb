using System.Text;
using System.Text.Json.Nodes;
using CometRunway.Errors;

namespace CometRunway.Core.Tests.Api;

public sealed class HostileBodyTests : IDisposable
{
    private static readonly string[] Junk =
        ["null", "true", "false", "0", "-1", "1e999", "\"\"", "\"\\ud800\"", "\"\\u0000\\u202e\"", "[]", "{}", "[[[]]]", "{\"\\udfff\":1}", "99999999999999999999", "\"https://x/\"", "[null,{\"url\":3}]"];

    private readonly ClientRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task AnyCall_EveryFieldReplacedByJunk_ThrowsNothingButApiException()
    {
        var bodies = Fixtures.Names.SelectMany(static name => Mutations(Fixtures.Text(name))).Distinct().ToList();

        foreach (var body in bodies)
            await CallAllAsync(Encoding.UTF8.GetBytes(body));

        Assert.True(bodies.Count > 1000, $"{bodies.Count} bodies");
    }

    [Fact]
    public async Task AnyCall_RandomBytesInTheBody_ThrowsNothingButApiException()
    {
        var random = new Random(20261101);
        foreach (var name in Fixtures.Names)
        {
            for (var round = 0; round < 10; round++)
            {
                var body = Encoding.UTF8.GetBytes(Fixtures.Text(name));
                for (var change = 0; change <= round; change++)
                    body[random.Next(body.Length)] = (byte)random.Next(256);
                await CallAllAsync(body[..random.Next(body.Length + 1)]);
            }
        }

        await CallAllAsync(Encoding.UTF8.GetBytes(new string('[', 100_000)));
        await CallAllAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"data\":", 5_000))));
    }

    // The same answer to each kind of call, at a status that means success and one that does not.
    private async Task CallAllAsync(byte[] body)
    {
        foreach (var status in new[] { 200, 400 })
        {
            _rig.Handler.Answer(status, body).Answer(status, body).Answer(status, body).Answer(status, body);
            await CallAsync(() => _rig.CreateAsync(ClientRig.Request()));
            await CallAsync(() => _rig.Client.GetAsync(_rig.ApiKey, "t", ClientRig.Now));
            await CallAsync(() => _rig.Client.CancelAsync(_rig.ApiKey, "t"));
            await CallAsync(() => _rig.Client.ListModelsAsync());
        }
    }

    private static async Task CallAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CometApiException exception)
        {
            Assert.DoesNotContain(exception.VendorMessage ?? "", char.IsControl);
            Assert.True(exception.VendorMessage is null or { Length: <= 500 });
        }
    }

    private static IEnumerable<string> Mutations(string json)
    {
        foreach (var path in Paths(JsonNode.Parse(json)!, []))
        {
            foreach (var junk in Junk)
                yield return Replace(json, path, junk);
        }
    }

    private static IEnumerable<List<object>> Paths(JsonNode node, List<object> path) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(member.Value, [.. path, member.Key])),
        JsonArray items => items.SelectMany((item, index) => Below(item, [.. path, index])),
        _ => [],
    };

    private static IEnumerable<List<object>> Below(JsonNode? node, List<object> path) => node is null ? [path] : Paths(node, path).Prepend(path);

    // The junk goes in as text: half a surrogate pair would not survive a writer.
    private static string Replace(string json, List<object> path, string junk)
    {
        const string Marker = "@@junk@@";
        var root = JsonNode.Parse(json)!;
        var parent = path.SkipLast(1).Aggregate(root, static (node, step) => step is string name ? node[name]! : node[(int)step]!);
        if (path[^1] is string last)
            parent[last] = Marker;
        else
            parent[(int)path[^1]] = Marker;
        return root.ToJsonString().Replace($"\"{Marker}\"", junk, StringComparison.Ordinal);
    }
}

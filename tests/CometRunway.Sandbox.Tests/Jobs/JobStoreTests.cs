using CometRunway.Sandbox.Images;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Requests;

namespace CometRunway.Sandbox.Tests.Jobs;

public sealed class JobStoreTests
{
    private static readonly byte[] Large = new byte[64 * 1024 * 1024];

    [Fact]
    public void Add_MoreTasksThanTheLimit_EvictsTheOldest()
    {
        var store = new JobStore();

        for (var i = 0; i <= 10_000; i++)
        {
            store.Add(JobWith($"id-{i}", null));
        }

        Assert.Equal(10_000, store.Count);
        Assert.Null(store.Find("id-0"));
        Assert.NotNull(store.Find("id-10000"));
    }

    [Fact]
    public void Add_ImagesBeyondTheMemoryLimit_EvictsTheOldest()
    {
        var store = new JobStore();

        for (var i = 0; i < 5; i++)
        {
            store.Add(JobWith($"id-{i}", Large, $"hash-{i}"));
        }

        Assert.Null(store.Find("id-0"));
        Assert.Equal(4, store.Count);
    }

    [Fact]
    public void Add_SameImageManyTimes_CountsItsBytesOnce()
    {
        var store = new JobStore();

        for (var i = 0; i < 10; i++)
        {
            store.Add(JobWith($"id-{i}", Large, "same"));
        }

        Assert.Equal(10, store.Count);
    }

    private static Job JobWith(string id, byte[]? image, string? hash = null)
    {
        var request = new CreateRequest(new ModelRegistry(["gen3a_turbo"]).Models[0], "https://h.example/a.png", null, "1280:768", 5, null, null);
        return new(id, "account", request, new InputImage("name", "source", image, hash), default, default, JobTimeline.For(5, false, 1, 1), JobScript.Default);
    }
}

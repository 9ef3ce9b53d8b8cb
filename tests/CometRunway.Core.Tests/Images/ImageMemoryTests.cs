using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Images;

/// <summary>However many images are opened at once, the memory of the process stays bounded, and everyone gets a turn or an answer.</summary>
public sealed class ImageMemoryTests
{
    private const long Half = ImageMemory.Limit / 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReserveAsync_MoreThanTheLimit_WaitsUntilOneLeaves()
    {
        var memory = new ImageMemory(TimeProvider.System);
        var one = await memory.ReserveAsync(Half, Token);
        using var two = await memory.ReserveAsync(Half, Token);

        var three = memory.ReserveAsync(1, Token);
        Assert.False(three.IsCompleted);
        one!.Dispose();
        one.Dispose();

        Assert.NotNull(await three.WithTestTimeout(Token));
        Assert.Equal(Half + 1, memory.Used);
    }

    [Fact]
    public async Task ReserveAsync_SmallOnesBehindALargeOne_DoNotOvertakeIt()
    {
        var memory = new ImageMemory(TimeProvider.System);
        var one = await memory.ReserveAsync(Half, Token);

        var large = memory.ReserveAsync(ImageMemory.Limit, Token);
        var small = memory.ReserveAsync(1, Token);
        Assert.False(small.IsCompleted);
        one!.Dispose();

        (await large.WithTestTimeout(Token))!.Dispose();
        Assert.NotNull(await small.WithTestTimeout(Token));
    }

    /// <summary>Otherwise small images that come again and again would keep a large one waiting until it is refused.</summary>
    [Fact]
    public async Task ReserveAsync_MemoryThatSufficesOnlyForSmallOnes_IsKeptForTheLargeOne()
    {
        var memory = new ImageMemory(TimeProvider.System);
        var places = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => memory.ReserveAsync(ImageMemory.Limit / 4, Token)));
        using var caller = new CancellationTokenSource();
        var leaving = memory.ReserveAsync(1, caller.Token);
        var large = memory.ReserveAsync(ImageMemory.Limit, Token);
        var small = Enumerable.Range(0, 3).Select(_ => memory.ReserveAsync(1, Token)).ToList();

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WithTestTimeout(Token));
        foreach (var place in places[1..])
        {
            place!.Dispose();
            small.Add(memory.ReserveAsync(1, Token));
        }

        Assert.Equal((ImageMemory.Limit / 4, 7), (memory.Used, memory.Waiting));
        Assert.All(small, s => Assert.False(s.IsCompleted));
        places[0]!.Dispose();
        (await large.WithTestTimeout(Token))!.Dispose();
        await Task.WhenAll(small).WithTestTimeout(Token);
    }

    [Fact]
    public async Task ReserveAsync_MoreThanAll_IsAloneAndNotRefused()
    {
        var memory = new ImageMemory(TimeProvider.System);

        using var huge = await memory.ReserveAsync(10 * ImageMemory.Limit, Token).WithTestTimeout(Token);

        Assert.NotNull(huge);
        Assert.False(memory.ReserveAsync(1, Token).IsCompleted);
    }

    [Fact]
    public async Task ReserveAsync_NoTurnInTime_GivesUpAndLetsTheNextIn()
    {
        var time = new FakeTimeProvider();
        var memory = new ImageMemory(time);
        using var one = await memory.ReserveAsync(Half, Token);

        var large = memory.ReserveAsync(ImageMemory.Limit, Token);
        var small = memory.ReserveAsync(Half, Token);
        time.Advance(ImageMemory.TimeLimit - TimeSpan.FromSeconds(1));
        Assert.False(large.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await large.WithTestTimeout(Token));
        await small.WithTestTimeout(Token);
        Assert.Equal(0, memory.Waiting);
    }

    [Fact]
    public async Task ReserveAsync_CallerLeaves_FreesItsPlaceAtOnce()
    {
        var memory = new ImageMemory(TimeProvider.System);
        using var one = await memory.ReserveAsync(Half, Token);
        using var caller = new CancellationTokenSource();
        var large = memory.ReserveAsync(ImageMemory.Limit, caller.Token);
        var small = memory.ReserveAsync(1, Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large.WithTestTimeout(Token));
        Assert.NotNull(await small.WithTestTimeout(Token));
    }

    [Fact]
    public async Task ReserveAsync_QueueIsFull_IsRefusedAtOnce()
    {
        var memory = new ImageMemory(TimeProvider.System);
        using var all = await memory.ReserveAsync(ImageMemory.Limit, Token);
        var waiting = Enumerable.Range(0, ImageMemory.MaxWaiting).Select(_ => memory.ReserveAsync(1, Token)).ToList();

        Assert.Null(await memory.ReserveAsync(1, Token).WithTestTimeout(Token));

        Assert.All(waiting, w => Assert.False(w.IsCompleted));
    }

    [Fact]
    public async Task ReserveAsync_ManyAtOnce_NeverExceedTheLimitAndAllGetATurn()
    {
        var memory = new ImageMemory(TimeProvider.System);
        var most = 0L;

        async Task OneAsync(int i)
        {
            using var place = await memory.ReserveAsync(ImageMemory.Limit / (1 + (i % 5)), Token);
            Assert.NotNull(place);
            InterlockedMax(ref most, memory.Used);
            await Task.Yield();
        }

        await Task.WhenAll(Enumerable.Range(0, ImageMemory.MaxWaiting).Select(i => Task.Run(() => OneAsync(i), Token))).WithTestTimeout(Token);

        Assert.InRange(most, 1, ImageMemory.Limit);
        Assert.Equal((0, 0), (memory.Used, memory.Waiting));
    }

    /// <summary>What is reserved must not be less than what is held: the file and its pixels.</summary>
    [Fact]
    public void Of_EachKind_CountsFileAndPixels()
    {
        var png = TinyPng.Head(7000, 7000);
        var header = ImageHeader.Read(png, 200_000)!;

        var needed = DecodingMemory.Of(header, 200_000);

        Assert.InRange(needed, DecodingMemory.PartBytes + (16_000_000L * 4), ImageMemory.Limit);
        Assert.Equal(60_000_000, DecodingMemory.Of(ImageHeader.Read(TinyPng.Head(40_000, 40_000), 60_000_000)!, 60_000_000));
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Interlocked.Read(ref most); seen < value; seen = Interlocked.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}

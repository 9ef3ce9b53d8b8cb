using CometRunway.Tasks.Polling;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Polling;

/// <summary>Hosts that send almost nothing must not keep the videos of others from being saved.</summary>
public sealed class DownloadSlotsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DownloadSlots _slots;

    public DownloadSlotsTests() => _slots = new DownloadSlots(_time);

    public void Dispose() => _slots.Dispose();

    [Fact]
    public void TryEnter_OneHostIsBusy_LeavesPlacesForOthers()
    {
        var ofOne = Fill("one");

        Assert.InRange(ofOne.Count, 4, 1000);
        Assert.InRange(Fill("other").Count, 4, ofOne.Count - 1);
        Assert.Null(_slots.TryEnter("third"));
    }

    [Fact]
    public void TryEnter_DownloadsOfTheSameHostBecomeSlow_AdmitsOthersWithinSeconds()
    {
        var slow = Fill("one");

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.NotNull(_slots.TryEnter("one"));
        Assert.All(slow, slot => Assert.False(slot.Taken.IsCancellationRequested));
    }

    [Fact]
    public void TryEnter_DownloadsAreFast_KeepTheirPlaces()
    {
        var fast = Fill("one");
        foreach (var slot in fast)
            slot.Report(new DownloadProgress(1_000_000, null));

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(_slots.TryEnter("one"));
    }

    [Fact]
    public void TryEnter_OnlySlowDownloads_EndsTheSlowestAndAlwaysAdmitsOneMore()
    {
        var all = new List<DownloadSlot>();
        for (var round = 0; round < 20; round++)
        {
            var entered = Fill("one");
            Assert.NotEmpty(entered);
            all.AddRange(entered);
            // The first one is a little faster than the others.
            all[0].Report(new DownloadProgress(10_000 * (round + 1), null));
            _time.Advance(TimeSpan.FromSeconds(2));
            foreach (var ended in all.Where(slot => slot.Taken.IsCancellationRequested).ToList())
            {
                all.Remove(ended);
                ended.Dispose();
            }
        }

        Assert.InRange(all.Count, 10, 100);
        Assert.False(all[0].Taken.IsCancellationRequested);
    }

    [Fact]
    public void Leave_DownloadEnded_FreesThePlace()
    {
        var full = Fill("one");

        full[0].Dispose();

        Assert.NotNull(_slots.TryEnter("one"));
        Assert.Null(_slots.TryEnter("one"));
    }

    [Fact]
    public void EndReceiving_FileIsChecked_FreesThePlaceAndIsNotInterrupted()
    {
        var full = Fill("one");

        full[0].EndReceiving();
        var next = _slots.TryEnter("one");

        Assert.NotNull(next);
        Assert.Null(_slots.TryEnter("one"));
    }

    /// <summary>A byte every five seconds is a download of years. It ends, so that the user is told, and is tried again later.</summary>
    [Fact]
    public void Report_ByteEveryFiveSeconds_EndsAfterAMinute()
    {
        var slot = _slots.TryEnter("one")!;
        var seconds = 0;
        while (!slot.Taken.IsCancellationRequested && seconds < 600)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            seconds += 5;
            slot.Report(new DownloadProgress(seconds / 5, 1_000_000));
        }

        Assert.Equal(60, seconds);
    }

    /// <summary>A slow line that brings a video in an hour is left alone.</summary>
    [Fact]
    public void Report_SlowButSteady_GoesOn()
    {
        var slot = _slots.TryEnter("one")!;
        for (var second = 1; second <= 600; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            slot.Report(new DownloadProgress(second * 2_000, 10_000_000));
        }

        Assert.False(slot.Taken.IsCancellationRequested);
    }

    private List<DownloadSlot> Fill(string host)
    {
        var entered = new List<DownloadSlot>();
        while (_slots.TryEnter(host) is { } slot)
            entered.Add(slot);
        return entered;
    }
}

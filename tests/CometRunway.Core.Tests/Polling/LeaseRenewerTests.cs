using CometRunway.Tasks.Polling;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Polling;

/// <summary>A long download keeps its lease: otherwise a second process downloads the same video at the same time.</summary>
public sealed class LeaseRenewerTests
{
    [Fact]
    public void Report_BytesArriveForAMinute_RenewsEvery15Seconds()
    {
        var time = new FakeTimeProvider();
        var renewals = 0;
        var renewer = new LeaseRenewer(
            () =>
            {
                renewals++;
                return ValueTask.CompletedTask;
            },
            time);

        for (var second = 1; second <= 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            renewer.Report(new DownloadProgress(second, null));
        }

        Assert.Equal(4, renewals);
    }
}

using CometRunway.Tasks.Polling;

namespace CometRunway.Core.Tests.Polling;

/// <summary>A thousand tasks at a slow service need more reads at once than ten, and a service that refuses wants fewer.</summary>
public sealed class ReadLimitTests
{
    private readonly ReadLimit _limit = new();

    [Fact]
    public void Enter_MoreTasksAreDueThanMayBeRead_AdmitsMoreAndMoreUpToTheMost()
    {
        var before = Fill();
        for (var round = 0; round < 20; round++)
        {
            Leave(before, isRateLimited: false);
            before = Fill();
        }

        Assert.Equal(ReadLimit.Most, before);
    }

    [Fact]
    public void Enter_FewTasksAreDue_AdmitsNoMore()
    {
        for (var round = 0; round < 100; round++)
        {
            Assert.True(_limit.TryEnter());
            _limit.Leave(isRateLimited: false);
        }

        Assert.Equal(8, Fill());
    }

    [Fact]
    public void Leave_ServiceSaysTooMany_HalvesAndNeverStops()
    {
        Assert.Equal(8, Fill());
        Leave(1, isRateLimited: true);
        Leave(7, isRateLimited: false);
        Assert.Equal(4, Fill());

        Leave(4, isRateLimited: true);
        Assert.Equal(1, Fill());
    }

    private int Fill()
    {
        var entered = 0;
        while (_limit.TryEnter())
            entered++;
        return entered;
    }

    private void Leave(int count, bool isRateLimited)
    {
        for (var i = 0; i < count; i++)
            _limit.Leave(isRateLimited);
    }
}

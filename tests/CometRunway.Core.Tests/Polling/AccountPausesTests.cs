using CometRunway.Tasks.Polling;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Polling;

/// <summary>After a pause for which the service asked, one request finds out whether it is over: a hundred would be refused together, and the next pause be longer.</summary>
public sealed class AccountPausesTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly FakeTimeProvider _time = new();
    private readonly AccountPauses _pauses;

    public AccountPausesTests() => _pauses = new AccountPauses(_time);

    [Fact]
    public void Of_ServiceAsksForADay_EndsAfterMinutesAndLaterEachTime()
    {
        int[] minutes = [10, 20, 40, 45, 45];

        foreach (var expected in minutes)
        {
            Refuse("a");
            Assert.Equal(TimeSpan.FromMinutes(expected), _pauses.Of("account"));
            _time.Advance(TimeSpan.FromMinutes(expected));
            Assert.Null(_pauses.Of("account"));
        }
    }

    [Fact]
    public void Of_PauseHasEndedAndAReadIsUnderWay_LetsNoOtherBegin()
    {
        Refuse("a");
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(_pauses.Of("account"));
        _pauses.Begin("account", "b");

        Assert.Equal(TimeSpan.Zero, _pauses.Of("account"));
        Assert.Null(_pauses.Of("other"));
    }

    [Fact]
    public void End_ServiceAnswersTheOneRead_EndsThePauseForAll()
    {
        Refuse("a");
        _time.Advance(TimeSpan.FromMinutes(10));
        _pauses.Begin("account", "b");

        _pauses.End("account", "b", null);

        Assert.Null(_pauses.Of("account"));
        Refuse("a");
        Assert.Equal(TimeSpan.FromMinutes(10), _pauses.Of("account"));
    }

    [Fact]
    public void End_ReadsThatWereUnderWay_AreOneRefusalAndNoSignOfAnEnd()
    {
        Refuse("a");
        _pauses.End("account", "b", Day);
        _pauses.End("account", "c", null);

        Assert.Equal(TimeSpan.FromMinutes(10), _pauses.Of("account"));
    }

    [Fact]
    public void End_ServiceAsksForAShortPause_IsThat()
    {
        _pauses.Begin("account", "a");
        _pauses.End("account", "a", TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(30), _pauses.Of("account"));
    }

    private void Refuse(string handle)
    {
        _pauses.Begin("account", handle);
        _pauses.End("account", handle, Day);
    }
}

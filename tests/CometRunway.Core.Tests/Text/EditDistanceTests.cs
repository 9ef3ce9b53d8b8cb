using CometRunway.Text;

namespace CometRunway.Core.Tests.Text;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("Model", "mODEL", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("timeuot", "timeout", 2)]
    public void Between_TwoNames_CountsEditsInBothDirections(string one, string other, int expected)
    {
        Assert.Equal(expected, EditDistance.Between(one, other));
        Assert.Equal(expected, EditDistance.Between(other, one));
    }

    [Fact]
    public void Between_APastedPage_ReadsItsBeginningAlone() => Assert.Equal(64 - 3, EditDistance.Between("aaa", new string('a', 1_000_000)));

    [Fact]
    public void Fold_CaseAndSeparators_MakeNoDifference() => Assert.Equal("readtimeout2", EditDistance.Fold("READ_Time-out 2"));
}

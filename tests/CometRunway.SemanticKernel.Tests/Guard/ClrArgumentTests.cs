using CometRunway.SemanticKernel.Guard;

namespace CometRunway.SemanticKernel.Tests.Guard;

/// <summary>Semantic Kernel hands on CLR values, not JSON.</summary>
public sealed class ClrArgumentTests
{
    public static TheoryData<object, object> Numbers => new() { { 5, 5 }, { 5L, 5 }, { 5.0, 5 }, { 5f, 5 }, { 5m, 5 }, { "5", 5 }, { long.MaxValue, int.MaxValue } };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TryRead_WholeNumberOfAnyType_IsAnInt(object value, object expected)
    {
        Assert.True(ArgumentValue.TryRead(value, new("duration", ParameterKind.Integer, IsLong: false, Required: false), out var read));

        Assert.Equal(expected, read);
    }

    public static TheoryData<object> NoNumbers => [double.NaN, double.PositiveInfinity, 5.5, 1e300, "", "five", true, new object()];

    [Theory]
    [MemberData(nameof(NoNumbers))]
    public void TryRead_NoWholeNumber_IsRefused(object value)
    {
        Assert.False(ArgumentValue.TryRead(value, new("duration", ParameterKind.Integer, IsLong: false, Required: false), out _));
    }

    [Fact]
    public void TryRead_Uri_IsItsText()
    {
        Assert.True(ArgumentValue.TryRead(new Uri("https://host.example/a b.png"), new("image", ParameterKind.Text, IsLong: false, Required: true), out var read));

        Assert.Equal("https://host.example/a b.png", read);
    }

    [Fact]
    public void Show_AnyValue_IsInvariantAndShort()
    {
        Assert.Equal("5.5", ArgumentValue.Show(5.5));
        Assert.Equal("null", ArgumentValue.Show(null));
        Assert.Equal(81, ArgumentValue.Show(new string('x', 500)).Length);
    }
}

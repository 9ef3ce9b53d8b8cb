using CometRunway.Core.Tests.Api;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Options;

public sealed class SettingsTests
{
    [Fact]
    public void All_EveryOption_HasExactlyOneRow()
    {
        var properties = typeof(CometRunwayOptions).GetProperties().Where(static property => property.CanWrite).Select(static property => property.Name)
            .Except([nameof(CometRunwayOptions.CallerId)]);

        Assert.Equal(properties.Order(), CometRunwaySettings.All.Select(static setting => setting.Name).Order());
    }

    [Theory]
    [InlineData("https://api.cometapi.com", "https://api.cometapi.com/")]
    [InlineData("https://api.cometapi.com/v1", "https://api.cometapi.com/")]
    [InlineData("https://api.cometapi.com/v1/", "https://api.cometapi.com/")]
    [InlineData("https://api.cometapi.com/runwayml", "https://api.cometapi.com/")]
    [InlineData("https://api.cometapi.com/runwayml/v1", "https://api.cometapi.com/")]
    [InlineData("https://api.cometapi.com/v1/v1/runwayml", "https://api.cometapi.com/")]
    [InlineData("https://proxy.example/comet/v1", "https://proxy.example/comet/")]
    [InlineData("https://proxy.example/comet/x-v1", "https://proxy.example/comet/x-v1/")]
    [InlineData("http://127.0.0.1:5000/v1", "http://127.0.0.1:5000/")]
    public void FromVariables_BaseAddress_IsTheRoot(string text, string expected)
    {
        var options = Read(("COMETAPI_BASE_URL", text));

        Assert.Equal(expected, options.BaseAddress.AbsoluteUri);
    }

    [Theory]
    [InlineData("COMETAPI_BASE_URL", "http://api.cometapi.com")]
    [InlineData("COMETAPI_BASE_URL", "https://user:secret@api.cometapi.com")]
    [InlineData("COMETAPI_BASE_URL", "https://api.cometapi.com?a=secret")]
    [InlineData("COMETAPI_BASE_URL", "file:///secret")]
    [InlineData("COMETAPI_BASE_URL", "secret")]
    [InlineData("COMETRUNWAY_READ_TIMEOUT", "-1")]
    [InlineData("COMETRUNWAY_READ_TIMEOUT", "NaN")]
    [InlineData("COMETRUNWAY_MAX_TASKS_PER_DAY", "-1")]
    [InlineData("COMETRUNWAY_MAX_TASKS_PER_DAY", "many")]
    public void FromVariables_MalformedValue_NamesTheVariableAndNotTheValue(string variable, string text)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(options => SettingReader.FromVariables(new Dictionary<string, string> { [variable] = text }, options)));

        Assert.StartsWith(variable, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromVariables_PlaceholdersAndLimits_AreUnderstood()
    {
        var options = Read(("COMETAPI_KEY", "${COMETAPI_KEY}"), ("COMETAPI_BASE_URL", "${URL}"), ("COMETRUNWAY_MAX_TASKS_PER_HOUR", "Unlimited"), ("COMETRUNWAY_MAX_TASKS_PER_DAY", "0"), ("COMETRUNWAY_POLL_INTERVAL", "7.5"));

        Assert.Null(options.ApiKey);
        Assert.True(options.ApiKeyWasPlaceholder);
        Assert.Equal(new Uri(CometRunwayOptions.DefaultBaseAddress), options.BaseAddress);
        Assert.Null(options.MaxTasksPerHour);
        Assert.Equal(0, options.MaxTasksPerDay);
        Assert.Equal(TimeSpan.FromSeconds(7.5), options.PollInterval);
    }

    [Theory]
    [InlineData("sk-abc\ndef-secret")]
    [InlineData("sk-ключ-secret")]
    [InlineData("Bearer sk-secret")]
    public void AddCometRunway_MalformedKey_IsRefusedWithoutEchoingIt(string key)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(options => options.ApiKey = new ApiKey(key)));

        Assert.Contains("CometRunwayOptions.ApiKey", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.cometapi.com", 4, false)]
    [InlineData("https://api.cometapi.com", 5, true)]
    [InlineData("http://localhost:1", 1, true)]
    public void AddCometRunway_PollInterval_IsAtLeastFiveSecondsExceptOnLoopback(string address, int seconds, bool accepted)
    {
        var error = Record.Exception(() => new ClientRig(options =>
        {
            options.BaseAddress = new Uri(address);
            options.PollInterval = TimeSpan.FromSeconds(seconds);
        }).Dispose());

        Assert.Equal(accepted, error is null);
    }

    private static CometRunwayOptions Read(params (string Name, string Value)[] variables)
    {
        var options = new CometRunwayOptions();
        SettingReader.FromVariables(variables.ToDictionary(static row => row.Name, static row => row.Value), options);
        return options;
    }
}

using CometRunway.McpServer.Hosting;
using CometRunway.Options;

namespace CometRunway.McpServer.Tests.Hosting;

/// <summary>Every setting is a flag and a variable, the flag goes first, and a key is never a flag.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<string> Flags => [.. CometRunwaySettings.All.Where(s => s.Flag is not null).Select(s => s.Flag!)];

    [Theory]
    [MemberData(nameof(Flags))]
    public void Parse_EveryFlagOfTheTable_IsReadInBothForms(string flag)
    {
        var variable = CometRunwaySettings.All.Single(s => s.Flag == flag).Variable;

        Assert.Equal("x", CommandLine.Parse([flag, "x"]).Settings[variable]);
        Assert.Equal("x", CommandLine.Parse([$"{flag}=x"]).Settings[variable]);
    }

    [Fact]
    public void Flags_OfTheTable_AreDistinctAndPlain()
    {
        var flags = CometRunwaySettings.All.Select(s => s.Flag).OfType<string>().ToArray();

        Assert.Equal(flags.Distinct(), flags);
        Assert.All(flags, flag => Assert.Matches("^--[a-z]+(-[a-z]+)*$", flag));
        Assert.Equal([nameof(CometRunwayOptions.ApiKey)], CometRunwaySettings.All.Where(s => s.Flag is null).Select(s => s.Name));
    }

    [Theory]
    [InlineData("--api-key", "sk-1")]
    [InlineData("--api-key=sk-1")]
    [InlineData("--key", "sk-1")]
    public void Parse_AKey_IsRefusedAndNotRepeated(params string[] args)
    {
        var problem = CommandLine.Parse(args).Problem;

        Assert.Contains("COMETAPI_KEY", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_AFlagAndItsVariable_TakesTheFlag()
    {
        var variables = new Dictionary<string, string> { ["COMETRUNWAY_DEFAULT_MODEL"] = "veo3.1", ["COMETRUNWAY_HOME_DIRECTORY"] = "/home" };

        var read = CommandLine.Parse(["--default-model", "gen4_turbo", "--read-only"]).Reading(variables);

        Assert.Equal("gen4_turbo", read["COMETRUNWAY_DEFAULT_MODEL"]);
        Assert.Equal("on", read["COMETRUNWAY_READ_ONLY"]);
        Assert.Equal("/home", read["COMETRUNWAY_HOME_DIRECTORY"]);
    }

    [Theory]
    [InlineData("--nonsense", "\"--nonsense\" is not an option")]
    [InlineData("--default-model", "--default-model takes a value")]
    [InlineData("--sandbox=https://api.example.com", "takes a loopback address")]
    public void Parse_WhatIsWrong_IsNamed(string argument, string words) =>
        Assert.Contains(words, CommandLine.Parse([argument]).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, false, null)]
    [InlineData("off", false, null)]
    [InlineData("on", true, null)]
    [InlineData("http://127.0.0.1:8080", true, "http://127.0.0.1:8080/")]
    [InlineData("${SANDBOX}", false, null)]
    public void Over_TheSandboxVariable_ActsLikeTheFlag(string? value, bool sandbox, string? address)
    {
        var line = CommandLine.Parse([]).Over(name => name == "COMETRUNWAY_SANDBOX" ? value : null);

        Assert.Equal((sandbox, address), (line.Sandbox, line.SandboxAddress?.AbsoluteUri));
    }

    [Fact]
    public void Over_TheFlagWasGiven_LeavesTheVariableUnread() =>
        Assert.Null(CommandLine.Parse(["--sandbox"]).Over(_ => "nonsense").Problem);

    [Fact]
    public void Help_EverySetting_IsListedWithFlagAndVariable()
    {
        var help = UsageText.Write();

        Assert.All(CometRunwaySettings.All, setting => Assert.Contains(setting.Variable, help, StringComparison.Ordinal));
        Assert.All(CometRunwaySettings.All.Where(s => s.Flag is not null), setting => Assert.Contains($"  {setting.Flag} ", help, StringComparison.Ordinal));
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }
}

using System.Text;
using System.Text.RegularExpressions;
using CometRunway.Options;
using CometRunway.TestKit.Files;
using Microsoft.Extensions.Configuration;

namespace CometRunway.Core.Tests.Options;

/// <summary>The appsettings.json of the documentation can be copied.</summary>
public sealed partial class DocumentedSectionTests
{
    private static readonly string[] Examples =
    [
        "DefaultModel", "HomeDirectory", "OutputDirectory", "AllowedDirectories", "UploadCommand", "Tools", "ProbeRemoteImages", "EnableCancellation",
    ];

    [Fact]
    public void Page_AppSettings_HasEverySettingButTheKeyWithItsDefault()
    {
        var json = Json().Match(File.ReadAllText(RepositoryRoot.File("docs", "configuration.md")).ReplaceLineEndings("\n")).Groups[1].Value;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("CometRunway");
        var (options, usual) = (new CometRunwayOptions(), new CometRunwayOptions());

        SettingReader.FromSection(section, options);

        Assert.Empty(options.Findings.Problems.Concat(options.Findings.Unknown));
        Assert.Equal(CometRunwaySettings.All.Select(setting => setting.Name).Except(["ApiKey"]).Order(), section.GetChildren().Select(child => child.Key).Order());
        var changed = typeof(CometRunwayOptions).GetProperties().Where(property => property.CanWrite && !Equals(property.GetValue(options), property.GetValue(usual)));
        Assert.Equal(Examples.Order(), changed.Select(property => property.Name).Order());
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}

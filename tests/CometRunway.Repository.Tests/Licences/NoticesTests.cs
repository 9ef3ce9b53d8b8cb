using System.Globalization;
using System.Text;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.Repository.Tests.Licences;

/// <summary><c>THIRD-PARTY-NOTICES.md</c> lists the shipped packages and their licences. <c>eng/licences</c> updates it.</summary>
public sealed class NoticesTests
{
    private static readonly string[] Programs = ["CometRunway.McpServer", "CometRunway.Sandbox.Tool"];

    private static readonly string[] Harmless = ["MIT", "Apache-2.0", "BSD-3-Clause", "MIT AND BSD-3-Clause"];

    private static IReadOnlyList<ShippedPackage> Shipped =>
    [
        .. Programs.SelectMany(ShippedPackage.Of).DistinctBy(package => package.Id).OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase),
    ];

    [Fact]
    public void Notices_NameEveryPackageThatShips() => Snapshot.VerifyPage("THIRD-PARTY-NOTICES.md", Page(Shipped));

    [Fact]
    public void Licences_ShippedPackages_AllowRedistribution()
    {
        Assert.True(Shipped.Count > 10);
        Assert.All(Shipped, package => Assert.Contains(package.Licence, Harmless));
    }

    private static string Page(IReadOnlyList<ShippedPackage> packages)
    {
        var page = new StringBuilder(
            """
            # What others made

            <!-- Written by eng/licences from the packages' own descriptions; a test compares them. Do not edit. -->

            Our own code is under the MIT licence. The packages of the server and the sandbox hold these libraries; those for a system also
            hold the .NET runtime (MIT, Copyright (c) .NET Foundation and Contributors) with the notices it brings along. SkiaSharp holds Skia
            (BSD-3-Clause, Copyright (c) Google LLC), and SQLitePCLRaw holds SQLite, which is in the public domain.

            | package | licence | copyright |
            |---|---|---|

            """);
        foreach (var package in packages)
            page.Append(CultureInfo.InvariantCulture, $"| {package.Id} {package.Version} | {package.Licence} | {package.Copyright.Replace('|', '/').ReplaceLineEndings(" ")} |\n");
        return page.ToString();
    }
}

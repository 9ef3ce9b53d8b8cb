using System.Text.Json;
using CometRunway.Core.Tests.Client;
using CometRunway.Errors;
using CometRunway.Requests;

namespace CometRunway.Core.Tests.Requests;

/// <summary>Only what was checked is sent.</summary>
public sealed class PreparedRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Properties_OutsideTheLibrary_CannotBeSet()
    {
        Assert.All(typeof(PreparedRequest).GetProperties(), property => Assert.False(property.SetMethod?.IsPublic ?? false, property.Name));
        Assert.Empty(typeof(PreparedRequest).GetConstructors());
    }

    [Fact]
    public async Task CreateAsync_MadeForATest_IsRefusedAndNothingIsSent()
    {
        await using var lab = await EdgeLab.StartAsync();
        var image = (await lab.Client.ValidateAsync(EdgeLab.Request, Token)).Image;
        var made = PreparedRequest.ForTests(EdgeLab.Request with { Duration = -500 }, image);

        await Assert.ThrowsAsync<ArgumentException>(() => lab.Client.CreateAsync(made, cancellationToken: Token));

        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public void ForTests_OnlyARequest_HasNoNulls()
    {
        var made = PreparedRequest.ForTests(EdgeLab.Request);

        Assert.Equal((EdgeLab.Request.Prompt, EdgeLab.Request.Model), (made.Settings.Prompt, made.Corrected.Model));
        Assert.False(made.HasErrors);
        Assert.Empty(made.Notes);
        Assert.IsNotType<VideoRequest>(made.Settings);
    }

    [Fact]
    public void ForTests_Violations_AreThoseOfAnInvalidRequestException()
    {
        var violation = new Violation { Severity = Severity.Error, Code = "ratio_not_allowed", Field = "ratio", Problem = "no" };

        var error = new InvalidVideoRequestException(PreparedRequest.ForTests(EdgeLab.Request, violations: [violation]));

        Assert.Same(violation, Assert.Single(error.Request.Violations));
    }

    [Fact]
    public void Deserialize_FromJson_IsNotPossible() =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<PreparedRequest>("{}"));
}

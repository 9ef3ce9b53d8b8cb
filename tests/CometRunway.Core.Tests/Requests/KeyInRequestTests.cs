using System.Text;
using CometRunway.Core.Tests.Client;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Requests;

/// <summary>A person or a model put the API key into a request. Ledger, file names and gallery would keep it, and the service would see it.</summary>
public sealed class KeyInRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Fields => ["image", "prompt", "model", "ratio", "cropFocus", "requestId"];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Create_ArgumentContainsTheKey_IsRefusedAndTheKeyIsKeptNowhere(string field)
    {
        await using var lab = await EdgeLab.StartAsync();
        var key = Key(lab);

        var error = await Assert.ThrowsAsync<InvalidVideoRequestException>(() => lab.Client.CreateAsync(With(field, $"a {key} b"), cancellationToken: Token));

        var violation = Assert.Single(error.Request.Violations, violation => violation.Severity == Severity.Error);
        Assert.Equal(("contains_api_key", field, 0), (violation.Code, violation.Field, lab.Sandbox.Posts));
        Assert.DoesNotContain(key, $"{error} {error.Request}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Directory.Exists(lab.Sandbox.Home.State) ? Directory.GetFiles(lab.Sandbox.Home.State, "*", SearchOption.AllDirectories) : [], file => File.ReadAllText(file).Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("percent")]
    [InlineData("spaces")]
    public async Task Validate_PromptContainsAFormOfTheKey_IsRefused(string form)
    {
        await using var lab = await EdgeLab.StartAsync();
        var key = Key(lab);
        var text = form switch
        {
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(key)),
            "percent" => string.Concat(Encoding.UTF8.GetBytes(key).Select(letter => $"%{letter:x2}")),
            _ => string.Join(' ', key.ToCharArray()),
        };

        var prepared = await lab.Client.ValidateAsync(With("prompt", $"show {text}"), Token);

        Assert.Contains(prepared.Violations, violation => violation is { Code: "contains_api_key", Field: "prompt", Severity: Severity.Error });
        Assert.Null(prepared.Corrected.Prompt);
    }

    [Fact]
    public async Task Validate_NewestPictureIsNamedLikeTheKey_IsRefused()
    {
        await using var lab = await EdgeLab.StartAsync();
        var picture = Directory.GetFiles(lab.Sandbox.Home.Album).First();
        File.Copy(picture, Path.Combine(lab.Sandbox.Home.Album, $"{Key(lab)}.png"));
        File.Delete(picture);

        var prepared = await lab.Client.ValidateAsync(With("image", "latest"), Token);

        Assert.Contains(prepared.Violations, violation => violation is { Code: "contains_api_key", Field: "image" });
    }

    private static string Key(EdgeLab lab) => lab.Services.GetRequiredService<IOptions<CometRunwayOptions>>().Value.ApiKey!.Reveal();

    private static VideoRequest With(string field, string text) => field switch
    {
        "image" => EdgeLab.Request with { Image = text },
        "prompt" => EdgeLab.Request with { Prompt = text },
        "model" => EdgeLab.Request with { Model = text },
        "ratio" => EdgeLab.Request with { Ratio = text },
        "cropFocus" => EdgeLab.Request with { CropFocus = text },
        _ => EdgeLab.Request with { RequestId = text },
    };
}

using CometRunway.Core.Tests.Polling;
using CometRunway.Errors;
using CometRunway.Images.Fitting;
using CometRunway.Requests;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.Core.Tests.Seams;

public sealed class ImageTransformerTests
{
    [Theory]
    [InlineData("throws", "image transformer failed")]
    [InlineData("null", "neither an image nor a reason")]
    [InlineData("no reason", "neither an image nor a reason")]
    public async Task Create_TransformerOfTheAppGivesNoImage_SendsNothingAndSaysWhy(string answer, string expected)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var transformer = new Mock<IImageTransformer>();
        var transform = transformer.Setup(t => t.TransformAsync(It.IsAny<ImageTransformRequest>(), It.IsAny<CancellationToken>()));
        _ = answer switch
        {
            "throws" => transform.ThrowsAsync(new InvalidOperationException("a fault of the transformer")),
            "null" => transform.ReturnsAsync((ImageTransformResult)null!),
            _ => transform.ReturnsAsync(ImageTransformResult.None("")),
        };
        var client = lab.Open(register: services => services.AddSingleton(transformer.Object)).Services.GetRequiredService<CometRunwayClient>();
        var request = new VideoRequest { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo", Ratio = "720:1280", CropFocus = "top" };

        var error = await Assert.ThrowsAsync<InvalidVideoRequestException>(() => client.CreateAsync(request, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(expected, Assert.Single(error.Request.Violations, v => v.Severity == Severity.Error).Problem, StringComparison.Ordinal);
        Assert.Equal(0, lab.Sandbox.Posts);
    }
}

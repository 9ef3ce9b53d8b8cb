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
    [Fact]
    public async Task Create_TransformerOfTheAppFails_SendsNothingAndSaysWhy()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var transformer = new Mock<IImageTransformer>();
        transformer.Setup(t => t.TransformAsync(It.IsAny<ImageTransformRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("a fault of the transformer"));
        var client = lab.Open(register: services => services.AddSingleton(transformer.Object)).Services.GetRequiredService<CometRunwayClient>();
        var request = new VideoRequest { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo", Ratio = "720:1280", CropFocus = "top" };

        var error = await Assert.ThrowsAsync<InvalidVideoRequestException>(() => client.CreateAsync(request, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("image transformer failed", Assert.Single(error.Request.Violations, v => v.Severity == Severity.Error).Problem, StringComparison.Ordinal);
        Assert.Equal(0, lab.Sandbox.Posts);
    }
}

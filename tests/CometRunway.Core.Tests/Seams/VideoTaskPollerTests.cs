using CometRunway.Core.Tests.Polling;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.Core.Tests.Seams;

public sealed class VideoTaskPollerTests
{
    [Fact]
    public async Task Create_PollerOfTheApp_IsStartedAndWokenAndNothingElsePolls()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var poller = new Mock<IVideoTaskPoller>();
        var program = lab.Open(register: services => services.AddSingleton(poller.Object));

        await program.CreateAsync();

        poller.Verify(p => p.Start(), Times.AtLeastOnce);
        poller.Verify(p => p.Wake(), Times.Once);
        Assert.Equal(0, lab.Sandbox.Journal.Tasks[0].Gets);
    }
}

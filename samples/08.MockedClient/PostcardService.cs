using CometRunway.Requests;
using CometRunway.Tasks;

namespace MockedClient;

/// <summary>A service of an app, which takes the interface and so can be tested without a service, a key or a cost.</summary>
internal sealed class PostcardService(ICometRunwayClient videos)
{
    /// <summary>The path of the animated postcard; null when the budget does not allow one now.</summary>
    public async Task<string?> AnimateAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            var created = await videos.CreateAsync(new VideoRequest { Image = image, Prompt = "waves roll in slowly", Duration = 5 }, cancellationToken: cancellationToken);
            var video = await videos.WaitAsync(created.Handle, cancellationToken: cancellationToken);
            return video.Path;
        }
        catch (BudgetReachedException)
        {
            return null;
        }
    }
}

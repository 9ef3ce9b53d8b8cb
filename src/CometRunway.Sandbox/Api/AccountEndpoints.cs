using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Intake;
using CometRunway.Sandbox.Journal;

namespace CometRunway.Sandbox.Api;

/// <summary>Models, prices and the balance of an account.</summary>
internal sealed class AccountEndpoints(ModelShelf models, SandboxJournal journal, BearerGate bearer)
{
    private const decimal Balance = 100;
    private const long Created = 1_758_672_000;

    /// <summary><c>GET /api/models</c>, for everybody.</summary>
    public Task<Answer> PublicModelsAsync(Exchange exchange)
    {
        PublicModel[] data = [.. models.Cards.Select(Describe)];
        return Task.FromResult(Answer.Json(200, new PublicModelList(true, 0, 0, data.Length, data), SandboxJson.Wire.PublicModelList));
    }

    /// <summary><c>GET /v1/models</c>.</summary>
    public Task<Answer> ModelsAsync(Exchange exchange, string account)
    {
        AccountModel[] data = [.. models.Cards.Select(card => new AccountModel(card.Id, "model", Created, "runway"))];
        return Task.FromResult(Answer.Json(200, new AccountModelList("list", data), SandboxJson.Wire.AccountModelList));
    }

    /// <summary><c>GET /user/quota?key=</c>; amounts are dollars of a pretended balance of 100.</summary>
    public Task<Answer> QuotaAsync(Exchange exchange)
    {
        if (bearer.AccountOf(exchange.Http.Request.Query["key"]) is not { } account)
        {
            return Task.FromResult(BearerGate.Refusal(exchange.RequestId));
        }

        JournalTask[] tasks = [.. journal.Tasks.Where(task => task.Owner == account)];
        var used = tasks.Sum(task => task.ChargedUsd);
        var quota = new Quota("sandbox", Balance - used, used, tasks.Length, [new KeyQuota("sandbox", -1, used)]);
        return Task.FromResult(Answer.Json(200, quota, SandboxJson.Wire.Quota));
    }

    private static PublicModel Describe(ModelCard card) => new(
        card.Id,
        "runway",
        "video",
        ["image-to-video"],
        new PublicPrice("USD / M Tokens", null, null, card.PerRequest, card.PerSecond),
        ["/runwayml/v1/image_to_video"],
        "https://apidoc.cometapi.com",
        false);
}

using CometRunway.FaultCampaign;

if (CampaignOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(CampaignOptions.Usage);
    return 2;
}

if (options.Proves)
    return await new Proof(options, Console.Out).GiveAsync() ? 0 : 1;
var totals = await new Campaign(options, Console.Out).RunAsync();
return totals.IsGood ? 0 : 1;

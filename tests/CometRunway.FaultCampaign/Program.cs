using CometRunway.FaultCampaign;

if (CampaignOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(CampaignOptions.Usage);
    return 2;
}

var totals = await new Campaign(options, Console.Out).RunAsync();
return totals.IsGood ? 0 : 1;

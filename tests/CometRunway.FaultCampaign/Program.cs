using CometRunway.FaultCampaign;

if (CampaignOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(CampaignOptions.Usage);
    return 2;
}

if (options.RunsSelfTest)
    return await new SelfTest(options, Console.Out).RunAsync() ? 0 : 1;
var totals = await new Campaign(options, Console.Out).RunAsync();
return totals.Passed ? 0 : 1;

namespace CometRunway.FaultCampaign.Servers;

/// <summary>The server ended before it answered.</summary>
internal sealed class ServerGoneException() : Exception("The server is gone.");

namespace CometRunway.FaultCampaign.Servers;

/// <summary>The server exited before it responded.</summary>
internal sealed class ServerGoneException() : Exception("The server has exited.");

namespace CometRunway.Sandbox.Pictures;

/// <summary>A picture the service would not take; the message is the reason in Runway's words.</summary>
internal sealed class PictureRefusedException(string reason) : Exception(reason);

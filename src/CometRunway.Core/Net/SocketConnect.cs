using System.Net;

namespace CometRunway.Net;

/// <summary>Opens a connection to an address.</summary>
internal delegate Task<Stream> SocketConnect(IPAddress address, int port, CancellationToken cancellationToken);

using System.Net;

namespace CometRunway.Net;

/// <summary>Opens a connection to an address that was checked.</summary>
internal delegate Task<Stream> SocketOpening(IPAddress address, int port, CancellationToken cancellationToken);

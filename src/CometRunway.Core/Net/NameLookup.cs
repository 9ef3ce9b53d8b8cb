using System.Net;

namespace CometRunway.Net;

/// <summary>Resolves a host name to its addresses.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellationToken);

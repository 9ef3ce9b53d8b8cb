using System.Net;

namespace CometRunway.Net;

/// <summary>Finds the addresses of a name.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellationToken);

using System.Net;
using System.Net.Sockets;

namespace CometRunway.Net;

/// <summary>Distinguishes public internet addresses from loopback, private and special-use addresses.</summary>
internal static class AddressFilter
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/3"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // 2001::/23 contains Teredo, benchmarking and ORCHID; the others are for documentation.
    private static readonly IPNetwork[] SpecialV6 =
        [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20")];

    /// <summary>Returns true for a public address and, with <paramref name="allowLoopback"/>, for a loopback address. An IPv6 address that embeds an IPv4 address is checked as that IPv4 address.</summary>
    public static bool Allows(IPAddress address, bool allowLoopback)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return allowLoopback;
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => IsPublicV4(address),
            AddressFamily.InterNetworkV6 => IsPublicV6(address),
            _ => false,
        };
    }

    /// <summary>Returns the allowed addresses in their order.</summary>
    public static IPAddress[] Keep(IEnumerable<IPAddress> addresses, bool allowLoopback) =>
        [.. addresses.Where(address => Allows(address, allowLoopback))];

    private static bool IsPublicV4(IPAddress address) => !SpecialV4.Any(network => network.Contains(address));

    private static bool IsPublicV6(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Nat64.Contains(address))
            return IsPublicV4(new IPAddress(bytes[12..]));
        if (SixToFour.Contains(address))
            return IsPublicV4(new IPAddress(bytes[2..6]));
        return GlobalV6.Contains(address) && !SpecialV6.Any(network => network.Contains(address));
    }
}

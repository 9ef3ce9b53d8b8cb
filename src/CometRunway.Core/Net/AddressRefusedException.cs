namespace CometRunway.Net;

/// <summary>A host has no address that may be connected to. Thrown inside the connection, so it arrives as an inner exception.</summary>
internal sealed class AddressRefusedException(string host)
    : Exception($"'{host}' is not a public address.")
{
    /// <summary>Finds it inside what the HTTP stack wrapped around it.</summary>
    public static bool IsIn(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is AddressRefusedException)
                return true;
        }

        return false;
    }
}

using CometRunway.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.VariantServer;

/// <summary>
/// Broken on purpose: no row while the request is under way. The row that was written is taken out before the request leaves; the
/// ledger writes a row that it misses anew when the answer arrives, so it comes after the request.
/// </summary>
internal sealed class LateRow(string ledger) : DelegatingHandler
{
    public static DelegatingHandler Create(IServiceProvider services) =>
        new LateRow(Path.Combine(services.GetRequiredService<ITaskStore>().Location, "ledger.db"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post)
            await ForgetAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = ledger, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM tasks WHERE state = 'submitting'";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

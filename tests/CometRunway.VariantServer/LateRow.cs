using CometRunway.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.VariantServer;

/// <summary>
/// Intentionally broken: there is no row while the request is in flight. The row is deleted before the request is sent. The ledger writes a
/// missing row again when the response arrives, so the row is written after the request.
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

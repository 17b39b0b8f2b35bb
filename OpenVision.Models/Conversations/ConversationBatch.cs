using OpenVision.Data;
using OpenVision.Multimodal;

namespace OpenVision.Conversations;

/// <summary>A batch of conversations: rows of ids, filled up at their ends, and the rows' pictures.</summary>
/// <typeparam name="TPicture">What pictures are prepared into.</typeparam>
internal sealed class ConversationBatch<TPicture> : IDisposable
    where TPicture : class, IDisposable
{
    /// <summary>Joins rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="padding">The id that shorter rows are filled up with.</param>
    /// <param name="after">Where the loader stands after them.</param>
    public ConversationBatch(IReadOnlyList<ConversationRow<TPicture>> rows, long padding, LoaderPosition after)
    {
        (Rows, After) = (rows, after);
        Length = rows.Max(row => row.Text.Ids.Count);
        Ids = new long[checked(rows.Count * Length)];
        Labels = new long[Ids.Length];
        Mask = new long[Ids.Length];
        Array.Fill(Ids, padding);
        Array.Fill(Labels, PlaceholderIds.Ignored);
        for (int i = 0; i < rows.Count; i++)
        {
            TokenizedConversation text = rows[i].Text;
            for (int place = 0; place < text.Ids.Count; place++)
            {
                (Ids[(i * Length) + place], Labels[(i * Length) + place], Mask[(i * Length) + place]) = (text.Ids[place], text.Labels[place], 1);
            }
        }
    }

    /// <summary>The rows; as many as a batch has samples, fewer in a pass's last batch.</summary>
    public IReadOnlyList<ConversationRow<TPicture>> Rows { get; }

    /// <summary>S, the length of the longest row.</summary>
    public int Length { get; }

    /// <summary>Ids, [B, S]: -200 for pictures, padding behind shorter rows.</summary>
    public long[] Ids { get; }

    /// <summary>Labels, [B, S]: -100 where nothing is learned.</summary>
    public long[] Labels { get; }

    /// <summary>1 where an id is real, [B, S]; 0 on padding. By length, not by id: a padding id may also be a word.</summary>
    public long[] Mask { get; }

    /// <summary>All rows' pictures, in the order of their places; a row without one has its stand-in, if the preparer makes any.</summary>
    public IEnumerable<TPicture> Pictures => Rows.SelectMany(row => row.Pictures);

    /// <summary>Where the loader stands after this batch: a run resumed from here gets the next one.</summary>
    public LoaderPosition After { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ConversationRow<TPicture> row in Rows)
        {
            row.Dispose();
        }
    }
}

/// <summary>A sample of a batch.</summary>
/// <typeparam name="TPicture">What pictures are prepared into.</typeparam>
/// <param name="Id">The conversation's name, for messages.</param>
/// <param name="Text">Its ids and labels.</param>
/// <param name="Pictures">Its pictures.</param>
internal sealed record ConversationRow<TPicture>(string Id, TokenizedConversation Text, IReadOnlyList<TPicture> Pictures) : IDisposable
    where TPicture : class, IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TPicture picture in Pictures)
        {
            picture.Dispose();
        }
    }
}

using System.Collections.Concurrent;

namespace OpenVision.Text;

/// <summary>The pieces of words. Captions repeat their words: the pieces of those met before are kept.</summary>
/// <param name="find">Gives a word's pieces.</param>
internal sealed class CachedPieces(Func<string, int[]> find)
{
    // Enough for every English word in use, and a bound for what a stranger's captions may fill.
    private const int MostWords = 1 << 16;
    private const int LongestKept = 100;

    private readonly ConcurrentDictionary<string, int[]> cache = new(StringComparer.Ordinal);
    private int cached;

    /// <summary>Writes the pieces of words until they end or the places do.</summary>
    /// <typeparam name="T">The kind of sequence.</typeparam>
    /// <param name="words">The words.</param>
    /// <param name="places">Where the ids go.</param>
    /// <returns>How many places were written.</returns>
    public int Write<T>(T words, Span<long> places)
        where T : IWordSequence, allows ref struct
    {
        ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> known = cache.GetAlternateLookup<ReadOnlySpan<char>>();
        int count = 0;
        while (count < places.Length && words.MoveNext())
        {
            int[] ids = known.TryGetValue(words.Current, out int[]? found) ? found : Find(words.Current.ToString());
            for (int i = 0; i < ids.Length && count < places.Length; i++)
            {
                places[count++] = ids[i];
            }
        }

        return count;
    }

    /// <summary>The pieces of a word.</summary>
    /// <param name="word">The word.</param>
    public int[] Of(ReadOnlySpan<char> word) =>
        cache.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int[]? found) ? found : Find(word.ToString());

    private int[] Find(string word)
    {
        int[] ids = find(word);
        if (word.Length <= LongestKept && Volatile.Read(ref cached) < MostWords && cache.TryAdd(word, ids))
        {
            Interlocked.Increment(ref cached);
        }

        return ids;
    }
}

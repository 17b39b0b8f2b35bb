using System.Collections;
using System.Reflection;

namespace OpenVision.Tests.Specs;

/// <summary>Finds every settable property below a spec, and the spec with another value there.</summary>
internal static class EverySetting
{
    /// <summary>The spec with one property changed, once for each property of it and of every spec below it.</summary>
    public static IEnumerable<(string Property, T Changed)> Of<T>(T spec)
        where T : class => Changes(spec, typeof(T).Name).Select(static change => (change.Property, (T)change.Changed));

    private static IEnumerable<(string Property, object Changed)> Changes(object spec, string place)
    {
        foreach (PropertyInfo property in spec.GetType().GetProperties().Where(static property => property.CanWrite))
        {
            string path = $"{place}.{property.Name}";
            object? value = property.GetValue(spec);
            Assert.True(value is not null, $"{path} is not set: this test sees only settings that the spec has");
            foreach ((string inner, object other) in Others(value, path))
            {
                object copy = spec.GetType().GetMethod("<Clone>$")!.Invoke(spec, null)!;
                property.SetValue(copy, other);
                yield return (inner, copy);
            }
        }
    }

    private static IEnumerable<(string Property, object Value)> Others(object value, string path)
    {
        Type type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
        {
            object[] items = [.. ((IEnumerable)value).Cast<object>()];
            Assert.True(items.Length > 0, $"{path} is empty: this test sees only items that the spec has");
            return Others(items[0], $"{path}[0]").Select(other => (other.Property, List(type, [other.Value, .. items[1..]])))
                .Append(($"{path}.Count", List(type, [.. items, .. items[..1]])));
        }

        return value switch
        {
            int number => [(path, number + 1)],
            long number => [(path, number + 1)],
            double number => [(path, number + 0.125)],
            bool truth => [(path, !truth)],
            string text => [(path, text + "x")],
            Enum word => [(path, Enum.GetValues(type).Cast<object>().First(other => !other.Equals(word)))],
            TileGrid grid => [($"{path}.Columns", grid with { Columns = grid.Columns + 1 }), ($"{path}.Rows", grid with { Rows = grid.Rows + 1 })],
            _ when type.Namespace == "OpenVision" && type.GetMethod("<Clone>$") is not null => Changes(value, path),
            _ => throw new NotSupportedException($"{path} is a {type}: teach {nameof(EverySetting)} and SpecCursor of it."),
        };
    }

    private static object List(Type type, object[] items)
    {
        Array typed = Array.CreateInstance(type.GetGenericArguments()[0], items.Length);
        items.CopyTo(typed, 0);
        return Activator.CreateInstance(type, typed)!;
    }
}

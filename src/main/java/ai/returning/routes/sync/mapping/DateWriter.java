package ai.returning.routes.sync.mapping;

/** Checks a date against the calendar and writes it in the format of the target. */
final class DateWriter implements CellWriter {
    private static final int ISO_WIDTH = 10;

    private final TimeFormat source;
    private final TimeFormat target;
    private final boolean copies;
    private final Moment moment = new Moment();

    DateWriter(TimeFormat source, TimeFormat target) {
        this.source = source;
        this.target = target;
        this.copies = isIso(source) && isIso(target);
    }

    private static boolean isIso(TimeFormat format) {
        return format.toString().equals(TimeFormat.ISO_DATE.toString());
    }

    @Override
    public int write(Cell cell, Line line, int at) {
        if (copies && iso(cell)) {
            System.arraycopy(cell.bytes, cell.from, line.room(at, ISO_WIDTH), at, ISO_WIDTH);
            return at + ISO_WIDTH;
        }
        moment.clear();
        if (!source.read(cell.bytes, cell.from, cell.to, moment) || !moment.isValidDate()) {
            return line.refuse(Reason.BAD_DATE);
        }
        return target.write(moment, line.room(at, target.width()), at);
    }

    /** The common case without a detour: true for a day that every month of every year has. */
    private static boolean iso(Cell cell) {
        byte[] in = cell.bytes;
        int i = cell.from;
        if (cell.to - i != ISO_WIDTH || in[i + 4] != '-' || in[i + 7] != '-') {
            return false;
        }
        int century = two(in, i);
        int year = two(in, i + 2);
        int month = two(in, i + 5);
        int day = two(in, i + 8);
        return century > 0 && year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
    }

    /** A number of two digits, or a negative one. */
    private static int two(byte[] in, int i) {
        int tens = in[i] - '0';
        int ones = in[i + 1] - '0';
        boolean digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
        return digits ? tens * 10 + ones : -1;
    }

    @Override
    public String rule() {
        return "a calendar day in the form " + source;
    }
}

#include "ui/campaigns/chiptext.h"

#include "ui/campaigns/chipdialog.h"
#include "ui/shared/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextObjectInterface>

namespace wd {

namespace {

constexpr int chipType = QTextFormat::UserObject + 1;
constexpr int keyProperty = QTextFormat::UserProperty + 1;
constexpr int defaultProperty = QTextFormat::UserProperty + 2;
constexpr int wordsProperty = QTextFormat::UserProperty + 3;
constexpr int padding = 6;

TextChip chipOf(const QTextFormat& format)
{
    return {format.property(keyProperty).toString(), format.property(defaultProperty).toString()};
}

// Template strings have no escapes: the quote that the text does not hold encloses it.
QString sourceOfChip(const TextChip& chip)
{
    static const QRegularExpression plainKey(QStringLiteral("^[\\p{L}_][\\p{L}\\p{N}_-]*$"));
    const QString path = plainKey.match(chip.key).hasMatch() ? QStringLiteral("user.%1").arg(chip.key)
                                                             : QStringLiteral("user[\"%1\"]").arg(chip.key);
    if (chip.defaultValue.isEmpty())
        return QStringLiteral("{{ %1 }}").arg(path);
    const QChar quote = chip.defaultValue.contains(u'"') ? u'\'' : u'"';
    return QStringLiteral("{{ %1 | default: %2%3%2 }}").arg(path, quote, chip.defaultValue);
}

// Draws a chip as a rounded box in the line.
class ChipPainter final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    using QObject::QObject;

    QSizeF intrinsicSize(QTextDocument* document, int, const QTextFormat& format) override
    {
        const QFontMetricsF metrics(document->defaultFont());
        return {metrics.horizontalAdvance(words(format)) + 2 * padding + 4, metrics.height()};
    }

    void drawObject(
        QPainter* painter, const QRectF& rect, QTextDocument* document, int, const QTextFormat& format) override
    {
        const bool hasDefault = !format.property(defaultProperty).toString().isEmpty();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(hasDefault ? Token::AccentSoft : Token::WarningSoft));
        painter->drawRoundedRect(rect.adjusted(2, 0, -2, 0), 4, 4);
        painter->setPen(color(hasDefault ? Token::Accent : Token::Warning));
        painter->setFont(document->defaultFont());
        painter->drawText(rect, Qt::AlignCenter, words(format));
        painter->restore();
    }

private:
    static QString words(const QTextFormat& format)
    {
        const QString fallback = format.property(defaultProperty).toString();
        const QString label = format.property(wordsProperty).toString();
        return fallback.isEmpty() ? label + QStringLiteral(" ⚙") : QStringLiteral("%1 / %2 ⚙").arg(label, fallback);
    }
};

} // namespace

ChipText::ChipText(std::function<QString(const QString&)> label, QWidget* parent)
    : QTextEdit(parent)
    , m_label(std::move(label))
{
    setAcceptRichText(false);
    setTabChangesFocus(true);
    document()->documentLayout()->registerHandler(chipType, new ChipPainter(this));
    connect(this, &QTextEdit::textChanged, this, &ChipText::edited);
}

void ChipText::addChip(QTextCursor& cursor, const TextChip& chip)
{
    QTextCharFormat format;
    format.setObjectType(chipType);
    format.setProperty(keyProperty, chip.key);
    format.setProperty(defaultProperty, chip.defaultValue);
    format.setProperty(wordsProperty, m_label(chip.key));
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

void ChipText::addSource(QTextCursor& cursor, const QString& source)
{
    static const QRegularExpression chipForm(
        QStringLiteral("\\{\\{ user(?:\\.([\\p{L}_][\\p{L}\\p{N}_-]*)|\\[\"([^\"]+)\"\\])(?: \\| default: "
                       "(?:\"([^\"]+)\"|'([^']+)'))? \\}\\}"));
    qsizetype at = 0;
    cursor.beginEditBlock();
    for (auto matches = chipForm.globalMatch(source); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const TextChip chip{match.captured(1) + match.captured(2), match.captured(3) + match.captured(4)};
        // Only what would be written the same way becomes a chip: the source must come back as it was.
        if (sourceOfChip(chip) != match.captured(0))
            continue;
        cursor.insertText(source.mid(at, match.capturedStart() - at), QTextCharFormat());
        addChip(cursor, chip);
        at = match.capturedEnd();
    }
    cursor.insertText(source.mid(at), QTextCharFormat());
    cursor.endEditBlock();
}

void ChipText::setText(const QString& source)
{
    clear();
    QTextCursor cursor(document());
    addSource(cursor, source);
    document()->clearUndoRedoStacks();
}

void ChipText::insertChip(const TextChip& chip)
{
    QTextCursor cursor = textCursor();
    addChip(cursor, chip);
    cursor.setCharFormat(QTextCharFormat());
    setTextCursor(cursor);
}

void ChipText::insertSource(const QString& source)
{
    QTextCursor cursor = textCursor();
    addSource(cursor, source);
    setTextCursor(cursor);
}

QString ChipText::sourceOf(const QTextCursor& selection) const
{
    QString source;
    const int from = selection.selectionStart();
    const int to = selection.selectionEnd();
    for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() <= to;
         block = block.next()) {
        if (block.position() > from)
            source += u'\n';
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            const int begin = qMax(from, fragment.position());
            const int end = qMin(to, fragment.position() + fragment.length());
            if (begin >= end)
                continue;
            if (fragment.charFormat().objectType() == chipType)
                source += sourceOfChip(chipOf(fragment.charFormat())).repeated(end - begin);
            else
                source += fragment.text().mid(begin - fragment.position(), end - begin);
        }
    }
    // A line break within a block.
    return source.replace(QChar::LineSeparator, u'\n');
}

QString ChipText::text() const
{
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    return sourceOf(all);
}

QList<TextChip> ChipText::chips() const
{
    QList<TextChip> chips;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (part.fragment().charFormat().objectType() == chipType)
                chips += chipOf(part.fragment().charFormat());
    return chips;
}

// --- the gear of a chip --------------------------------------------------------------------------------------------

void ChipText::mouseReleaseEvent(QMouseEvent* event)
{
    QTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || textCursor().hasSelection())
        return;
    const int position = document()->documentLayout()->hitTest(
        event->position() + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value()), Qt::ExactHit);
    if (position >= 0)
        editChip(position);
}

// F2 or Alt+Down with the cursor behind a chip.
void ChipText::keyPressEvent(QKeyEvent* event)
{
    const bool open
        = event->key() == Qt::Key_F2 || (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier);
    if (open && textCursor().position() > 0)
        return editChip(textCursor().position() - 1);
    QTextEdit::keyPressEvent(event);
}

void ChipText::editChip(int position)
{
    QTextCursor cursor(document());
    cursor.setPosition(position);
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    if (cursor.charFormat().objectType() != chipType)
        return;
    const TextChip chip = chipOf(cursor.charFormat());
    auto* dialog = new ChipDialog(cursor.charFormat().property(wordsProperty).toString(), chip.defaultValue, this);
    connect(dialog, &ChipDialog::chosen, this, [this, cursor, chip](const QString& value) mutable {
        cursor.removeSelectedText();
        addChip(cursor, {chip.key, value});
    });
    dialog->open();
}

// Copied texts carry their chips as source; pasted source becomes chips again.
QMimeData* ChipText::createMimeDataFromSelection() const
{
    auto* mime = new QMimeData;
    mime->setText(sourceOf(textCursor()));
    return mime;
}

void ChipText::insertFromMimeData(const QMimeData* source)
{
    if (source->hasText())
        insertSource(source->text());
}

} // namespace wd

#include "chiptext.moc"

#include "ui/shared/clearbutton.h"

#include "ui/shared/icons.h"

#include <QAction>
#include <QLineEdit>

namespace wd {

void addClearButton(QLineEdit& line)
{
    line.setClearButtonEnabled(true);
    // Qt names it so; without it its own icon stays.
    if (auto* const clear = line.findChild<QAction*>(QStringLiteral("_q_qlineeditclearaction")))
        clear->setIcon(icon(QStringLiteral("close"), Token::Muted));
}

} // namespace wd
